"""The structure of a table of amounts, found under hypotheses and proved by the table's own sums (docs/structure.md).

Pure functions of rows, columns and numbers: nothing here knows a city, a kind of table or a document.
"""
