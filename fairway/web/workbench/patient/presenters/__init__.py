"""What the templates of the patient page place: wording, tags, dates. No database, no request."""
