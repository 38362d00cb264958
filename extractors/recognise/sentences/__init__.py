"""Sentences that state figures: of what each amount is, and what it says of it."""
