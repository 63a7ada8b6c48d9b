# OMNIA: `make help` says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Compiled once, not anew by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE
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
	@bash scripts/test_suites.sh $(BIN)/python $(ARGS)

test-all: $(STAMP_DEV)  ## the whole suite, and all of what is only exhaustive: every template and language, long property runs, more rounds
	@OMNIA_TEST_EXHAUSTIVE=1 $(MAKE) --no-print-directory test ARGS="$(ARGS)"

test-s3: $(STAMP_DEV) requirements/s3.txt requirements/s3_server.txt  ## backups in object storage, against a local server that speaks S3
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/s3.txt
	@test -x var/venv-s3/bin/python || $(BIN)/uv venv --quiet var/venv-s3
	@$(BIN)/uv pip install --quiet --python var/venv-s3/bin/python --require-hashes -r requirements/s3_server.txt
	@var/venv-s3/bin/python -m moto.server -H 127.0.0.1 -p 5587 >/dev/null 2>&1 & server=$$!; trap "kill $$server" EXIT; \
	OMNIA_TEST_S3_URL=http://127.0.0.1:5587 $(BIN)/python -m pytest -q tests/commands/test_backups_in_object_storage.py $(ARGS)

manifests: $(BIN)/uv requirements/manifests.txt  ## what the linters of others say of the manifests and the image (needs kubectl)
	@test -x var/venv-manifests/bin/python || $(BIN)/uv venv --quiet var/venv-manifests
	@$(BIN)/uv pip install --quiet --python var/venv-manifests/bin/python --require-hashes -r requirements/manifests.txt
	@bash scripts/check_manifests.sh var/venv-manifests/bin

mutants: $(STAMP_DEV) requirements/mutants.txt  ## change the code in small ways and see whether a test fails; what survives is listed (ARGS="omnia.infra.crypto*")
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/mutants.txt
	@$(BIN)/mutmut run --max-children 2 $(if $(ARGS),"$(ARGS)")
	@$(BIN)/mutmut results

unit: $(STAMP_DEV)  ## the unit suite alone (no server needed)
	@bash scripts/unit_suite.sh $(BIN)/python $(ARGS)

lint: $(STAMP_DEV)  ## every linter and the type checker; warnings are errors
	@bash scripts/lint.sh $(BIN)

format: $(STAMP_DEV)  ## bring the code into the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

drill: $(STAMP_RUN)  ## back everything up, restore it under other names, compare, and throw it away (ARGS="--from DIR")
	@$(BIN)/python manage.py drill $(ARGS)

messages: $(STAMP_DEV)  ## bring the pages' translations up to date and compile them (needs gettext)
	@$(BIN)/python manage.py makemessages -l it -i .venv -i var -i tests -i omnia/migrations --no-location --no-obsolete --settings=omnia.settings.test
	@$(BIN)/python manage.py compilemessages -l it --settings=omnia.settings.test

bench: $(STAMP_BENCH)  ## measure, with peers in the same run (ARGS="extraction" for one part)
	@$(BIN)/python -m bench $(ARGS)

lock: $(BIN)/uv  ## resolve the requirements anew, with hashes
	@for name in bootstrap base embedded s3 otel s3_server dev bench mutants manifests; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --prerelease=if-necessary-or-explicit \
	    --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.10 \
	  --custom-compile-command "make lock" requirements/rasa.in -o requirements/rasa.txt

pictures: $(STAMP_DEV)  ## take the pictures of pages in docs/images anew, of the try-out that runs (ARGS="ADDRESS DEMO_FILE"; needs chromium)
	@$(BIN)/python scripts/pictures.py $(ARGS)

sbom: $(STAMP_DEV)  ## what the product consists of, as CycloneDX (var/omnia.cdx.json)
	@$(BIN)/python scripts/sbom.py var/omnia.cdx.json

audit-dependencies: $(STAMP_DEV)  ## known weaknesses of what is locked: by the registry where it answers, and by a file of advisories
	@$(BIN)/python scripts/audit_dependencies.py

licences: $(STAMP_DEV)  ## write docs/reference/licences.md anew
	@$(BIN)/python scripts/licences.py

.PHONY: help run test test-all test-s3 manifests mutants unit lint format drill messages bench lock licences pictures sbom audit-dependencies
