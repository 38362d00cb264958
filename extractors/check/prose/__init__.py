"""Rules of what the prose states."""
