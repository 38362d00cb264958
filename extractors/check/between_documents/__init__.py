"""Rules between documents of one publisher."""

from extractors.check.between_documents import initial_budget, rules

__all__ = ["initial_budget", "rules"]
