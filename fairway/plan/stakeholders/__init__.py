"""The organizations and persons of the plan, under every name they were given."""
