# Two commands do everything: `make mine` and `make test`. Each sets up its own .venv on first use.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: mine test test-minimal test-web test-spark fuzz lint bench docs clean

.venv/.runtime: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (first use only; a few minutes) ..."
	@$(BIN)/python -m pip install --quiet -e .
	@touch $@

.venv/.dev: .venv/.runtime
	@$(BIN)/python -m pip install --quiet -e '.[dev]'
	@touch $@

mine: .venv/.runtime
	@$(BIN)/corpus-tools mine samples/pages --db out/corpus.db

test: .venv/.dev
	@$(BIN)/python -m pytest -n auto

# The tests with the lowest versions that pyproject.toml allows, and no extra but [dev], in a .venv-minimal of their own
.venv-minimal/.ready: pyproject.toml tests/minimal.py
	@test -x .venv-minimal/bin/python || $(PYTHON) -m venv .venv-minimal
	@$(PYTHON) -m tests.minimal > .venv-minimal/constraints.txt
	@.venv-minimal/bin/python -m pip install --quiet -c .venv-minimal/constraints.txt -e '.[dev]'
	@touch $@

TESTS ?=
test-minimal: .venv-minimal/.ready
	@.venv-minimal/bin/python -m pytest -n auto $(TESTS)

.venv/.web: .venv/.dev
	@$(BIN)/python -m pip install --quiet -e '.[dev,web-test]'
	@touch $@

# In the system's Chromium (Debian package chromium); CHROMIUM=/path/to/program names another
test-web: .venv/.web
	@$(BIN)/python -m pytest tests/browser -rs

.venv/.spark: .venv/.dev
	@$(BIN)/python -m pip install --quiet -e '.[dev,spark]'
	@touch $@

# On Spark in local mode; needs Java 17 (Debian package openjdk-17-jre-headless)
test-spark: .venv/.spark
	@$(BIN)/python -m pytest tests/engines/test_spark.py -rs

.venv/.fuzz: .venv/.dev
	@$(BIN)/python -m pip install --quiet -e '.[dev,fuzz]'
	@touch $@

# Looks for input that breaks a law, so many seconds for each of ten targets; what it finds stays in tests/fuzz/finds
FUZZ_SECONDS ?= 60
fuzz: .venv/.fuzz
	@$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) $(FUZZ_OPTIONS)

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

.venv/.docs: .venv/.runtime
	@$(BIN)/python -m pip install --quiet -e '.[docs]'
	@touch $@

# The API reference, made out of the docstrings; prints where it is
docs: .venv/.docs
	@$(BIN)/python docs/api/make.py

bench: .venv/.runtime
	@$(BIN)/python benchmarks/mine.py

clean:
	rm -rf .venv .venv-minimal out
