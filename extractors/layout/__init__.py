"""Tables that nothing rules: rows, columns and heads told by how words stand in their lines, in whatever format."""
