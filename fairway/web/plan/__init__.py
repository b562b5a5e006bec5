"""The pages of plan staff: from what was said to the report."""
