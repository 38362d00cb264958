"""A module a published subject: what each takes from a document."""
