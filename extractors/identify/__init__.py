"""Whose a document is, of which year, kind and region."""
