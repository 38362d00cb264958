"""Writes docs/img/ again: `python tests/helpers/plots.py` runs the notebooks on output/ and keeps their plots."""

import base64
import io
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Each plot by its notebook and number, with a palette of 64 colours."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
        outputs = [one for cell in notebook.cells for one in cell.get("outputs", [])]
        plots = [one.data["image/png"] for one in outputs if "image/png" in one.get("data", {})]
        for number, plot in enumerate(plots, 1):
            image = Image.open(io.BytesIO(base64.b64decode(plot))).convert("RGB").quantize(64)
            image.save(ROOT / "docs" / "img" / f"{path.stem}-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
