"""Rules about our own reading: the second engine, recognition."""
