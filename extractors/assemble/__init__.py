"""Blocks → Document: titles, joined pages, rows and cells that a page break cut."""
