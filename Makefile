# Needs only Python 3.11 or newer and make; everything else goes into .venv.
#   make demo       see the sample cooperative at work
#   make test       everything that must be green, as CI runs it
#   make check      only lint, types and layers: fast, before every commit

SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export BEANCOUNT_DISABLE_LOAD_CACHE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check lint format coverage benchmark golden clean

demo: $(READY)
	scripts/demo.sh

test: $(READY)
	scripts/check.sh

check: lint
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# Which lines no test runs; not part of `make test`, which it would make three times as long.
coverage: $(READY)
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered

benchmark: $(READY)
	$(BIN)/python -m benchmarks

# Rewrites tests/golden from what the code says now; read the diff before you commit it.
golden: $(READY)
	$(BIN)/pytest -q -n auto --update-golden
	git status --short tests/golden

clean:
	rm -rf .venv .venv-wheel dist build keluaran htmlcov .coverage .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The environment is made anew when what it holds has changed.
$(READY): pyproject.toml constraints.txt
	scripts/venv.sh "$(PYTHON)"
	@touch $@
