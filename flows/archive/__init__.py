"""The raw archive: every file that was once downloaded or handed in, by its content, with what is known of where from.

Layout, guarantees and commands: `docs/archive.md`.
"""
