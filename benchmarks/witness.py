"""What the second witness costs and finds: `python benchmarks/witness.py FOLDER…`.

Reads and extracts every PDF below the folders, then asks the witness about all tables and about the doubtful ones;
prints processor seconds, how many numbers it was asked about, and how many it read otherwise.
"""

import argparse
import hashlib
import time
from pathlib import Path

from extractors.check.reading.second_reading import ALL, DOUBTFUL, NONE
from extractors.document.file import File
from extractors.document.troubles import ReadError
from extractors.pipeline import extract
from extractors.pipeline import read_document as read


def main() -> None:
    """Prints a Markdown table, a line a mode."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    given = ask.parse_args()
    spent = dict.fromkeys((NONE, DOUBTFUL, ALL), 0.0)
    asked, different, tables = dict.fromkeys(spent, 0), dict.fromkeys(spent, 0), dict.fromkeys(spent, 0)
    pages = 0
    for path in sorted(path for folder in given.folders for path in folder.rglob("*.pdf")):
        data = path.read_bytes()
        file = File(str(path), path.name, hashlib.sha256(data).hexdigest(), len(data))
        for mode in spent:
            start = time.process_time()
            try:
                document = read(data)
            except ReadError:
                break
            _, records = extract(document, file, "benchmark", data=data, witness=mode)
            spent[mode] += time.process_time() - start
            asked[mode] += sum(row["witness_cells"] or 0 for row in records["tables"])
            tables[mode] += sum(1 for row in records["tables"] if row["witness_cells"])
            different[mode] += sum(1 for row in records["cells"] if row["witness_text"] is not None)
            pages += (document.pages or 0) * (mode == NONE)
    print(f"{pages} pages.\n\n| witness | seconds | times none | tables | numbers | read otherwise |")
    print("|---|---|---|---|---|---|")
    for mode, seconds in spent.items():
        ratio = seconds / spent[NONE]
        print(f"| {mode} | {seconds:.1f} | {ratio:.2f} | {tables[mode]} | {asked[mode]:,} | {different[mode]} |")


if __name__ == "__main__":
    main()
