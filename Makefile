# OMNIA: `make help` says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP_RUN := $(VENV)/.installed-run
STAMP_DEV := $(VENV)/.installed-dev
STAMP_BENCH := $(VENV)/.installed-bench

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OMNIA needs Python 3.11 or newer; call make with PYTHON=python3.11."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(STAMP_RUN): requirements/base.txt requirements/embedded.txt | $(BIN)/uv
	@echo "Installing what the product runs on …"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/base.txt -r requirements/embedded.txt
	@touch $@

$(STAMP_DEV): requirements/dev.txt | $(BIN)/uv
	@echo "Installing the linters, the tests' tools and the product's own needs …"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMP_BENCH): requirements/bench.txt $(STAMP_DEV)
	@echo "Installing the libraries that the product is measured beside …"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/bench.txt
	@touch $@

run: $(STAMP_RUN)  ## set everything up and run the product (PORT=8000, OMNIA_DATA_DIR=var)
	@exec $(BIN)/python manage.py serve

test: $(STAMP_DEV)  ## set up and run the whole suite
	@bash scripts/test_system_packages.sh
	@status=0; \
	echo "Units, actions on a real database, isolation, faults, the browser:"; \
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore tests/api --ignore tests/hostile $(ARGS) || status=1; \
	echo "The runtime's suite, in a process role that has no control and no factory database:"; \
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/api --ds=omnia.settings.test_runtime $(ARGS) || status=1; \
	echo "What a hostile or unlucky day does to a running product, one after the other:"; \
	$(BIN)/python -m pytest tests/hostile $(ARGS) || status=1; \
	exit $$status

test-all: $(STAMP_DEV)  ## the whole suite, and all of what is only exhaustive: every template and language, long property runs, more rounds
	@OMNIA_TEST_EXHAUSTIVE=1 $(MAKE) --no-print-directory test ARGS="$(ARGS)"

unit: $(STAMP_DEV)  ## the unit suite alone (no server needed)
	@$(BIN)/python -m pytest tests/unit -n 2 --dist loadfile -p no:schemathesis $(ARGS)

lint: $(STAMP_DEV)  ## every linter and the type checker; warnings are errors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy omnia factory tenants runtime_api management_api manage.py
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python manage.py check --fail-level WARNING

format: $(STAMP_DEV)  ## bring the code into the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(STAMP_DEV)  ## bring the pages' translations up to date and compile them (needs gettext)
	@$(BIN)/python manage.py makemessages -l it -i .venv -i var -i tests -i omnia/migrations --no-location --no-obsolete --settings=omnia.settings.test
	@$(BIN)/python manage.py compilemessages -l it --settings=omnia.settings.test

bench: $(STAMP_BENCH)  ## measure, with peers in the same run (ARGS="extraction" for one part)
	@$(BIN)/python -m bench $(ARGS)

lock: $(BIN)/uv  ## resolve the requirements anew, with hashes
	@for name in bootstrap base embedded dev bench; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --prerelease=if-necessary-or-explicit \
	    --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt || exit 1; done

licences: $(STAMP_DEV)  ## write docs/reference/licences.md anew
	@$(BIN)/python scripts/licences.py

.PHONY: help run test test-all unit lint format messages bench lock licences
