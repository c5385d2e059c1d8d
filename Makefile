# Two commands for a fresh machine with Python 3.11 or newer:
#   make brief    sets up and writes the brief of the shipped case
#   make test     runs the tests
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN = $(VENV)/Scripts
endif

.PHONY: brief test lint picture schema gallery bench clean

brief: $(VENV)/installed
	$(BIN)/detente brief --output brief.html
	$(BIN)/detente brief --output brief.pdf
	$(BIN)/detente brief --output brief.docx
	@echo "Open brief.html, brief.pdf or brief.docx."

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

picture: $(VENV)/installed
	$(BIN)/python docs/picture.py

schema: $(VENV)/installed
	$(BIN)/detente schema docs/schema

gallery: $(VENV)/installed-dev
	$(BIN)/python docs/gallery.py

bench: $(VENV)/installed-dev
	for each in benchmarks/*.py; do $(BIN)/python $$each; done

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) brief.html brief.pdf brief.docx
