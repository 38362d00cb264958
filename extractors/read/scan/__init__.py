"""Pictures of pages → the content that a text layer would have given."""
