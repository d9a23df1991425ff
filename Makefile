# Sanling's errands. `make demo` is all that a newcomer needs; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
# Compiled modules are kept, also where one's own shell says otherwise: each of many processes would compile its own.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PO_FILES := $(wildcard sanling/locale/*/LC_MESSAGES/*.po)
# How many processes the tests use.
N ?= 2
PLAIN := not e2e and not faults and not offline and not bare
# What a server may answer otherwise: all statements of the floors below, and each page and each operation once.
ON_A_SERVER := tests/foundation tests/domain tests/processes tests/leaks tests/seams \
	tests/interfaces/test_permissions.py tests/interfaces/api/test_schema.py

.PHONY: help demo dev build frontend messages test lint e2e faults offline bare bundle integration fmt audit lock clean

help: ## List what can be made
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 20

dev: .venv/.dev build ## The same while one works on it: what changes is seen within seconds
	@exec $(BIN)/python scripts/dev.py

demo: .venv/.runtime build ## Start a demonstration city (PORT, HOST, SANLING_DATA, SANLING_PROFILE are honoured)
	@exec $(BIN)/sanling demo

build: frontend messages

# A stamp lies in the environment for each lock that it was brought up to; dev contains runtime.
.venv/.runtime .venv/.dev: .venv/.%: requirements/%.txt scripts/environment
	@scripts/environment $*

frontend: .venv/.runtime
	@scripts/frontend

# Compiled here rather than kept in the repository, by a library rather than msgfmt, which many machines lack.
messages: $(PO_FILES:.po=.mo)

%.mo: %.po .venv/.runtime
	@$(BIN)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

lint: .venv/.dev build
	@echo "== style, templates, types, import contracts"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files -z 'sanling/**/*.html' | xargs -0r $(BIN)/djade --check --target-version 5.2
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@scripts/frontend check

test: lint ## Check everything that needs no browser, on an embedded PostgreSQL of its own
	@echo "== unit, property, integration and house tests"
	@$(BIN)/pytest -q -n $(N) -m "$(PLAIN)"

integration: .venv/.dev build ## Run the tests that reach a database on the PostgreSQL that DATABASE_URL names
	@test -n "$${DATABASE_URL:-}" || { echo "Set DATABASE_URL to the server to test on."; exit 1; }
	@$(BIN)/pytest -q -n $(N) -m "database and $(PLAIN) and not embedded" $(ON_A_SERVER)

faults: .venv/.dev build ## Break a real installation in every way and watch it mend
	@$(BIN)/pytest -q tests/faults

bundle: .venv/.runtime build ## Make one archive in dist/ with all that an installation without a network needs
	@scripts/bundle

offline: .venv/.dev bundle ## Install the bundle where there is no network, and set a city up
	@$(BIN)/pytest -q -m offline tests/deploy

bare: .venv/.dev build ## Follow the operations page from a bare machine to a first archived matter (as root)
	@$(BIN)/pytest -q -m bare tests/deploy

e2e: .venv/.dev build ## Walk through the journeys in Chromium
	@scripts/browser
	@$(BIN)/pytest -q -n $(N) -m e2e tests/e2e

bench: .venv/.runtime build ## Measure a new installation on this machine (OF=lists|zeros|batch|migration|alike|figures|points|boards|rooms|papers|wall, BENCH="--matters 0 --matters 100000")
	@$(BIN)/python -m bench$(OF:%=.%) $(BENCH)

fmt: .venv/.dev ## Put code and templates in their usual shape
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@git ls-files -z 'sanling/**/*.html' | xargs -0r $(BIN)/djade --target-version 5.2

audit: .venv/.dev ## Ask which locked packages have known vulnerabilities (needs the network)
	@scripts/audit

lock: .venv/.dev ## Renew the hashed locks from pyproject.toml (UPGRADE=--upgrade for newer releases)
	@scripts/lock $(UPGRADE)

clean: ## Remove what was built; the data of installations stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache frontend/node_modules sanling/interfaces/components/static/build \
		sanling/foundation/printing/fonts
	@rm -f $(PO_FILES:.po=.mo)
