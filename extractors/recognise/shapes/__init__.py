"""Shapes of tables: what a head, a list and a sheet are, whatever their labels are called."""
