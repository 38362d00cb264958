"""Rules of projects, duties, plans, indicators."""
