"""A run: which files, which processes, what a worker does."""
