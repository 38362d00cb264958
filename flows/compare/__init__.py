"""What changed: between two versions of a document, from one year to the next."""
