# Each target makes what it needs: the virtual environment first, then the rest. No network but the package index.

# The first that runs and is new enough: a name on the path may be a shim for a version that is not there.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$one; break; }; done)
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check --quiet
WORKERS ?= logical

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint bench gallery wording manifest clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

demo: $(VENV)/.ready ## the main job over a Zoom account in memory, then a prompt to try it yourself
	@$(PY) -m bot demo

serve: $(VENV)/.ready ## the bot, with the settings of the environment and of .env
	@$(PY) -m bot serve

test: $(VENV)/.tools ## every test; what this machine lacks is skipped and named
	@$(PY) -m pytest -p tests.strict -n $(WORKERS) --maxprocesses 4 $(ARGS)

lint: $(VENV)/.tools ## style, types and the layers
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports

bench: $(VENV)/.tools ## the numbers, each beside its yardstick in the same run
	@$(PY) -m tests.bench

gallery: $(VENV)/.tools ## every reply, drawn as Slack, Teams and text
	@$(PY) -m tests.gallery

wording: $(VENV)/.tools ## collect the sentences of the code, and compile their translations
	@$(PY) -m tests.zoomcore.wording.catalogues

manifest: $(VENV)/.ready ## the example files of the folder manifest/ and the README's tables
	@for platform in slack teams zoom; do $(PY) -m bot manifest $$platform --url https://lectern.example.edu --out manifest 2>/dev/null; done
	@$(PY) -m tests.readme

clean: ## forget the virtual environment
	rm -rf $(VENV)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Lectern needs Python 3.11 or newer: install it, then run make again, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@echo "Making the virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Lectern into $(VENV) (a minute or two, the first time) …"
	@$(PIP) install -e . -c constraints.txt
	@touch $@

$(VENV)/.tools: $(VENV)/.ready
	@echo "Installing the tools for tests …"
	@$(PIP) install -e '.[dev]' -c constraints.txt
	@touch $@
