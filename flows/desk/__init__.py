"""The analyst's desk: what was published, as tables to work with.

from flows.desk import load, describe
"""

from flows.desk.reading import describe, load

__all__ = ["describe", "load"]
