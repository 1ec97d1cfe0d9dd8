# `make` alone lists the targets.
# The first that runs, is new enough and can make an environment; every pinned library has wheels
# for the three named ones.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
TEMPLATES := templates
TYPED := processmaker accounts cases pmdash sandbox

.DEFAULT_GOAL := help
.PHONY: help demo run test test-postgres soak contract forms bench bench-jobs pictures messages lint format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 15

demo: $(VENV)/.runtime ## try pmdash with a sandbox in place of ProcessMaker: http://127.0.0.1:8000/
	@exec $(PY) -m pmdash.demo

run: $(VENV)/.runtime ## run pmdash for the server of PROCESSMAKER_URL
	@exec $(PY) -m pmdash.run

test: $(VENV)/.dev chromium lint ## install what the tests need, lint, and run all tests
	$(PY) -m pytest -n 3 --dist worksteal

test-postgres: $(VENV)/.dev postgres ## try jobs, writes and tokens on a PostgreSQL that is thrown away afterwards
	$(PY) -m tests.on_postgres -n 3

soak: $(VENV)/.dev chromium postgres ## kill, fail and crowd for minutes (SECONDS, ROUNDS, ITEMS, DATABASE, FILE_MB, USERS): lost, done twice, recovery
	@$(PY) -m tests.soak $(SOAK)

contract: $(VENV)/.dev ## decode the recordings, replay the scenarios (RECORDINGS=DIR, SCENARIOS=DIR: others; PROCESSMAKER_URL=…: a live server)
	@$(PY) -m tests.contract

forms: $(VENV)/.dev ## draw, fill in and read back DynaForms (FORMS=DIR chooses others)
	@$(PY) -m tests.forms

bench: $(VENV)/.dev chromium ## measure what pages cost above ProcessMaker, and weigh them
	@$(PY) -m benchmarks

N ?= 10000
W ?= 16 32
bench-jobs: $(VENV)/.dev ## measure a bulk job beside the ideal (N=items, W=windows)
	@$(PY) -m benchmarks.jobs --items $(N) --window $(W)

pictures: $(VENV)/.dev chromium ## take the pictures of the docs anew from the demo
	@$(PY) -m scripts.pictures

messages: $(VENV)/.dev ## collect the texts for translation
	@$(PY) -m scripts.messages

lint: $(VENV)/.dev ## check format, types, arrows between packages, templates and migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy $(TYPED)
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint $(TEMPLATES) --lint --quiet
	PMDASH_DEMO=1 $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m tests.deploy_check

format: $(VENV)/.dev ## put the Python code into its format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean: ## delete everything that was made here: environment, demo data, caches
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What follows is only needed by the targets above.

$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "pmdash needs Python 3.11 or newer with venv, for example: make PYTHON=/usr/bin/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

# What is set of make's variables for `soak` as its options.
SOAK = $(foreach name,SECONDS ROUNDS ITEMS DATABASE FILE_MB USERS,$(if $($(name)),--$(shell echo $(name) | tr A-Z_ a-z-)=$($(name))))

# PostgreSQL where we may install it; without it its tests are left out.
.PHONY: postgres
postgres:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq postgresql; } || true

# Debian's Chromium where we may install it, else the one that Playwright downloads.
.PHONY: chromium
chromium: $(VENV)/.dev
	@command -v chromium >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium; } || \
	$(PY) -m playwright install chromium
