"""The model that every format ends in, its headings, and what records claimed of it."""
