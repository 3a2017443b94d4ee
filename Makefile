# Everything here starts from a fresh clone with Python 3.11 or newer and make. Nothing is installed
# outside .venv, and nothing is written outside var/ (or VAR_DIR).

SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto
ONLY ?=

export PORT

.PHONY: run test story bench lint words screenshots

run: $(VENV)/.installed
	@exec $(BIN)/python -m reunion.console.serving

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup $(ONLY)

story: $(VENV)/.installed
	@$(BIN)/python -m reunion.console.story

bench: $(VENV)/.installed
	@$(BIN)/python -m bench

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2

# Rewrites locale/ from the sources; needs GNU gettext. Fill in locale/en, then run it once more.
words: $(VENV)/.installed-dev
	@SECRET_KEY=words $(BIN)/python manage.py makemessages -l en --no-location --no-obsolete --ignore=.venv --ignore=var -v 0
	@SECRET_KEY=words $(BIN)/python manage.py compilemessages -l en -v 0

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python -m reunion.console.screenshots

$(VENV)/.installed: requirements.txt constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing packages (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@
