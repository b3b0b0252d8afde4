# Everything that is done in this house, each by one word. `make` alone lists the words.
# It needs Python 3.11 or newer and a shell; the rest is put into .venv and node_modules.

PYTHON ?= python3
PORT ?= 8866
BIN := .venv/bin
STUDIES := $(wildcard notebooks/research/*.ipynb)
# One worker per core. Tests of one file stay together, so that they share a server or a browser.
PYTEST := $(BIN)/python -m pytest -q -n logical --maxprocesses 8 --dist loadfile
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-annotate \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint format bench bench-climate bench-map bench-network bench-serving docs screens wheel lock clean

help: ## List these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.installed ## Put everything into .venv, and build what browsers load
	@$(BIN)/python widgets/build.py

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kennisbank needs Python 3.11 or newer; name one: make PYTHON=python3.12 install")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

demo: install ## Serve the apps with a fictitious organisation (PORT=8866) until Ctrl-C
	@$(BIN)/kennisbank demo --port $(PORT)

test: install ## Everything that is checked: style, types, floors, all tests with PostgreSQL and Chromium
	@$(BIN)/python -m tests.services.browser
	@$(MAKE) --no-print-directory lint
	@$(PYTEST) $(if $(STUDIES),--nbval --ignore=tests/bench_serving/apps tests $(STUDIES))

check: lint ## The same without the browser, slow tests, and PostgreSQL above the store
	@$(PYTEST) -m "not browser and not slow"

lint: install ## Style, types and floors only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: install ## Let the formatter do its work
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: install bench-network bench-climate bench-map ## Measure speed: the network, the climate, and 10,000 and 100,000 lessons, beside named peers (also to bench.json)
	$(BIN)/kennisbank bench --json-file bench.json

bench-climate: install ## Measure statistics on a million answers beside pandas, and closing a wave of 2,000 people (ONLY=name)
	@$(BIN)/python -m tests.bench_climate $(if $(ONLY),--only "$(ONLY)")

bench-map: install ## Measure the map in Chromium: first drawn and frames a second, at 1,000 and 10,000 records
	@$(BIN)/python -m tests.services.browser
	@$(BIN)/python -m tests.bench_map

bench-network: install ## Measure each network measure beside networkx, igraph and scipy, to a million ties (ONLY=name, RESUME=1)
	@$(BIN)/python -m tests.bench_network $(if $(ONLY),--only "$(ONLY)") $(if $(RESUME),--resume)

bench-serving: install .venv-bench/.installed ## Measure the server beside Voila, Panel, Streamlit and Solara (35 minutes; QUICK=1: 6)
	@$(BIN)/python -m tests.services.browser
	@$(BIN)/python -m tests.bench_serving $(if $(QUICK),--quick) $(if $(RESUME),--resume)

.venv-bench/.installed: tests/bench_serving/requirements.lock
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check --no-input -q install --require-hashes -r $<
	@touch $@

docs: install ## Write docs/reference anew from the code
	$(BIN)/python docs/generate.py

screens: install ## Make the pictures of the README anew
	@$(BIN)/python -m tests.services.browser
	PYTHONPATH=. $(BIN)/python docs/screens.py

wheel: install ## Build the package into dist/
	$(BIN)/python -m build --no-isolation --wheel

lock: ## Write the locks anew (UPGRADE=1 takes the newest of everything)
	$(LOCK) pyproject.toml --extra dev --no-emit-package kennisbank --output-file requirements.lock > /dev/null
	$(LOCK) tests/bench_serving/requirements.in --constraint requirements.lock \
		--output-file tests/bench_serving/requirements.lock > /dev/null

clean: ## Remove what these words made (not the demo bank in .demo)
	rm -rf .venv .venv-bench node_modules dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf kennisbank/serve/frontend/built
	find widgets -name '*.bundle.js' -delete
	find kennisbank widgets tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
