"""Reports that a deputy or a journalist can read: a page a document, an index for many."""
