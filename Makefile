# make help | demo | test | evaluate SHARED=... | clean
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STORY := examples/halmery-harbour
SHARED ?= ../shared
JOBS ?= 2
PYTEST_ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The first interpreter that runs, is new enough and can make virtual environments; or PYTHON=... as given.
PYTHONS := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3.14 python3 python)
CHECK := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.PHONY: help demo test lint evaluate benchmark clean

help:
	@echo 'make demo                     compare the example story: report in the terminal, out/report.html, out/comparison.json'
	@echo 'make test                     formatting, lint, types, imports and all tests'
	@echo 'make evaluate SHARED=DIR      score all development stories in DIR/gold/stories'
	@echo 'make benchmark                times and memory, and how they grow'
	@echo 'make clean                    remove the virtual environment, caches and out/'
	@echo 'PYTHON=...                    interpreter to use (3.11 or newer; otherwise the first one found)'

$(VENV)/.created:
	@for python in $(PYTHONS); do \
	  if command -v "$$python" >/dev/null 2>&1 && "$$python" -c '$(CHECK)' >/dev/null 2>&1; then \
	    test -x $(BIN)/python || "$$python" -m venv $(VENV) || exit 1; \
	    touch $@; exit 0; \
	  fi; \
	done; \
	echo 'No Python 3.11 or newer with the venv module was found (tried: $(PYTHONS)).' >&2; \
	echo 'Install one (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python' >&2; \
	exit 1

# Editable, so that a changed source file needs no second installation.
$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@mkdir -p out
	$(BIN)/variorum compare $(STORY)/* --html out/report.html --json out/comparison.json
	@echo
	@echo 'The full report, to open in a browser: out/report.html'
	@echo 'The comparison as data:                out/comparison.json'

lint: $(VENV)/.dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	MYPYPATH=src:evaluation:training/alignment:training/language $(BIN)/mypy --follow-imports=silent --ignore-missing-imports evaluation/*.py training/alignment/*.py
	$(BIN)/mypy --follow-imports=silent --ignore-missing-imports benchmarks/*.py
	$(BIN)/lint-imports --no-cache

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

evaluate: $(VENV)/.installed
	$(BIN)/python evaluation/stories.py $(SHARED)/gold/stories --scorer $(SHARED)/gold/score.py --jobs $(JOBS)

benchmark: $(VENV)/.installed
	$(BIN)/python benchmarks/compare.py

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests evaluation benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +
