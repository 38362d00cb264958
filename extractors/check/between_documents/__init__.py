"""Rules between documents of one publisher."""
