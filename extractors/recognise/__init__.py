"""Which form a table is, its labels, its unit."""
