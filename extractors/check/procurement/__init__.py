"""Rules of procurement tables."""
