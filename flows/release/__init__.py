"""A snapshot as a citable dataset: described, with checksums, what changed, and all that it takes to build it again."""
