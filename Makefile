# Everything happens in .venv; nothing is installed outside this folder.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lab lab-tools setup dev samples pictures docs fuzz soak clean

run: setup  ## read raw/samples, reconcile, publish to output/
	$(BIN)/yusuan run raw/samples --out output

test: dev  ## tests, lint, types, import rules, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m flows.docs --check
	$(BIN)/python -m flows.crawl.deployments --check
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

setup: .venv/ready  ## what a run needs, scans too: 1 GB

dev: .venv/dev  ## what the tests need as well: 1.5 GB

PIP := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "yusuan needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --editable '.[desk,scan]'
	$(BIN)/python -P -m flows.run.server --prepare
	@touch $@

.venv/dev: .venv/ready
	$(PIP) --editable '.[dev]'
	@touch $@

.venv/lab: .venv/dev
	$(PIP) --editable '.[dev,lab]'
	@touch $@

lab-tools:  ## what `make lab` can typeset with beside Chromium: LibreOffice, and Pango for WeasyPrint (as root, on Debian)
	apt-get install --yes --no-install-recommends libreoffice-writer-nogui libpangoft2-1.0-0

N ?= 20
lab: .venv/lab  ## compose N disclosures, typeset each in every way, compare what is read (make lab N=500)
	$(BIN)/python tests/lab/laboratory.py $(N)

samples: dev  ## typeset raw/samples again (needs chromium, Noto CJK fonts and fonttools)
	$(BIN)/python tests/samples/typeset.py

pictures: dev  ## the pictures of report, index and terminal in docs/img again (needs chromium, Noto CJK fonts)
	$(BIN)/python tests/samples/screenshots.py

docs: dev  ## write the generated pages and prefect.yaml again
	$(BIN)/python -m flows.docs --run
	$(BIN)/python -m flows.crawl.deployments

fuzz: dev  ## mutations of our documents in all formats: each is read, or refused with a sentence (COUNT=5000)
	$(BIN)/python tests/helpers/mutations.py --count $(or $(COUNT),5000)

soak: dev  ## kills of runs and workers at work: every snapshot sound, the same bytes in the end (KILLS=200)
	$(BIN)/python tests/helpers/kills.py --kills $(or $(KILLS),200)

clean:
	rm -rf .venv output/latest output/parts output/snapshots
