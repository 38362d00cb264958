"""The account of a document: its tables and cells as they were read, and what no record took, with the reason."""
