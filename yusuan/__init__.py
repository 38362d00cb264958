"""Chinese public bodies' budget disclosures (预算公开) as data, every number with its place in the document.

    import yusuan

    found = yusuan.read("2020年部门预算.pdf")          # one file, read here and now; nothing is written
    found.records["projects"]                          # rows as they would be published, money in yuan as Decimal
    [check for check in found.checks if check["status"] == "fail"]

    yusuan.load("projects", years=2020)                # what `yusuan run` published, as a data frame
    yusuan.describe("projects")                        # each column's unit, 名称 and meaning

`read` needs neither Prefect nor a server nor an output folder.
"""

from flows.desk.reading import describe, load
from flows.extras import MissingExtraError
from flows.publish.errors import DamagedError, NotFoundError
from yusuan.disclosure import Disclosure, read, where

__all__ = ["DamagedError", "Disclosure", "MissingExtraError", "NotFoundError", "describe", "load", "read", "where"]
