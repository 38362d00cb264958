"""Word and Excel → Document."""
