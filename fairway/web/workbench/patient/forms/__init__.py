"""The forms of the patient page. Each says in the reader's words what to correct; actions check again."""
