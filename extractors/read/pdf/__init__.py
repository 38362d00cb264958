"""PDF pages with a text layer → tables and lines."""
