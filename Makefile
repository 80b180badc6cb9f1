# Two commands are all the set-up there is: `make demo` and `make test`. Both make .venv when it is not there.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check wheel pytest slow bench recipes data clean

help:
	@echo "make demo    install into .venv and clean one fixture to the screen"
	@echo "make test    everything that CI runs: lint, types, layers, wheel, tests"
	@echo "make slow    the property tests with 3,000 examples each"
	@echo "make bench   what recording, each pass and repair cost, how true confidence is, how time grows"
	@echo "make recipes every recipe of docs/recipes.md, run (installs pandas, DuckDB, datasets, LangChain)"
	@echo "make data    compile the lexicons again (needs the packages they come from)"

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "speechkit needs Python 3.11 or later: make PYTHON=python3.12 $@"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)
	@echo '$$ speechkit clean tests/fixtures/raw/$(notdir $(firstword $(sort $(wildcard tests/fixtures/raw/*.txt))))'
	@$(BIN)/speechkit clean $(firstword $(sort $(wildcard tests/fixtures/raw/*.txt)))

test: check wheel pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The wheel must hold its rule files and work where nothing else of ours is: installed into a clean venv, it cleans a fixture.
wheel: $(READY)
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && venv/bin/python ../../scripts/check_wheel.py ../../tests/fixtures

pytest: $(READY)
	$(BIN)/python -m pytest

slow: $(READY)
	HYPOTHESIS_PROFILE=slow $(BIN)/python -m pytest tests/test_laws.py tests/test_ledger.py

bench: $(READY)
	$(BIN)/python -m benchmarks.ledger
	$(BIN)/python -m benchmarks.passes
	$(BIN)/python -m benchmarks.detection
	$(BIN)/python -m benchmarks.byteshift
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.outline

# Every recipe of docs/recipes.md, run; jq, pandoc and R are used where the machine has them.
recipes: $(READY)
	test -d build/recipes || $(PYTHON) -m venv build/recipes
	build/recipes/bin/python -m pip install --quiet --disable-pip-version-check '.[arrow]' pandas duckdb datasets langchain-core pytest hypothesis
	build/recipes/bin/python -m pytest tests/recipes

data: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[data]'
	$(BIN)/python scripts/build_data.py
	$(BIN)/python scripts/build_encodings.py

clean:
	rm -rf .venv build dist
