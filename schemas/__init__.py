"""What the data is and what must hold: tables, layouts, code lists, identities. Imports nothing of ours."""
