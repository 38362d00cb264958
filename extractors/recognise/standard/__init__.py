"""Standard budget tables: the head, which table each section is, its lines and their levels."""
