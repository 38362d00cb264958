"""Rules of the standard budget tables."""
