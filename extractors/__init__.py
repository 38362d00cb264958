"""The way of a document, pure: bytes → Document → records → checks. Start with `pipeline.py`."""
