"""The words by which documents are read, as data: each file is validated when it is loaded."""
