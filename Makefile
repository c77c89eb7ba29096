# Two commands for a newcomer: `make demo` and `make test`. A contributor's: `make check`.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash

.PHONY: help demo test check eval quality bench soak lock env

help:
	@echo "make demo   set up .venv and run three simulated nights on the built-in demo sites"
	@echo "make test   set up .venv and run the tests (under 3 minutes)"
	@echo "make check  what to run before a commit: lint, types, import rules, tests"
	@echo "make eval   reading accuracy over ../shared/devset, by field and kind of trap"
	@echo "make quality  write docs/quality.md: everything that has a truth, the farms included"
	@echo "make bench  speed and memory beside the alternatives (NAMES='body fetching': only these); an hour"
	@echo "make soak   the year of nights and the sixty kills; an hour"

env: .venv/.installed

# The stamp is newer than the pinned requirements only when they are installed.
.venv/.installed: requirements.txt requirements-dev.txt pyproject.toml
	@echo "fangzhi: setting up .venv from the pinned requirements ($$($(PYTHON) --version))"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bootstrap.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . \
	  || $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
	@echo "fangzhi: .venv/bin/fangzhi is ready"

demo: env
	$(BIN)/fangzhi demo

test: env
	@echo "fangzhi: running the tests"
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not ci and not soak and not browser"

check: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

eval: env
	$(BIN)/python -m benchmarks.evaluate

quality: env
	$(BIN)/python -m benchmarks.quality

# The rivals have an environment of their own: what they pin must not change what we ship.
.others/.installed: .venv/.installed benchmarks/others.txt
	@echo "fangzhi: setting up .others with the rivals of benchmarks/others.txt"
	@$(BIN)/uv venv --quiet --clear .others
	@$(BIN)/uv pip install --quiet --python .others/bin/python -r requirements-dev.txt -r benchmarks/others.txt
	@$(BIN)/uv pip install --quiet --python .others/bin/python --no-deps --no-build-isolation -e .
	@touch $@

bench: .others/.installed
	.others/bin/python -m benchmarks $(NAMES)

soak: env
	$(BIN)/pytest -q -m soak --timeout 7200

# Compile the pins again; the result names no index.
lock: env
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  --group dev pyproject.toml -o requirements-dev.txt
