# Two commands are all the set-up there is: `make demo` and `make test`. Both make .venv when it is not there.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check wheel pytest ray browser picture slow bench bench-peers recipes recipes-cluster data clean

help:
	@echo "make demo    install into .venv and clean one fixture to the screen"
	@echo "make test    everything that CI runs: lint, types, layers, wheel, tests"
	@echo "make browser the review report in headless Chromium, without a network (installs it where it is missing)"
	@echo "make slow    the property tests with 3,000 examples each"
	@echo "make bench   what recording, each pass and repair cost, how true confidence is, how time grows"
	@echo "make recipes every recipe of docs/recipes.md, run (installs pandas, DuckDB, datasets, LangChain)"
	@echo "make ray     kill workers and drivers of a real Ray (installs it into build/ray: 600 MB)"
	@echo "make recipes-cluster  the recipes for Spark and datatrove, run (installs both into build/spark: 1.4 GB; needs Java)"
	@echo "make bench-peers  the same documents through other tools: installs them into a temporary place (800 MB)"
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

# Ray stays out of .venv: it is heavy, and nothing else needs it.
build/ray/.ready: pyproject.toml
	$(PYTHON) -m venv build/ray
	build/ray/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[ray,warc]' hypothesis pytest
	@touch $@

ray: build/ray/.ready
	build/ray/bin/python -m pytest tests/ray

build/spark/.ready: pyproject.toml
	$(PYTHON) -m venv build/spark
	build/spark/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[arrow]' 'datatrove[io]' orjson pandas pyspark
	@touch $@

recipes-cluster: build/spark/.ready
	build/spark/bin/python scripts/recipes/spark.py
	build/spark/bin/python scripts/recipes/trove.py

# Chromium comes from the system, Selenium and axe from PyPI into a folder of their own: none of it is part of the
# package or of `make test`. Of the second package only its file axe.min.js is used, so that it needs no dependency.
BROWSER := build/browser/venv
BROWSE = SPEECHKIT=$(BIN)/speechkit $(BROWSER)/bin/python -m pytest tests/browser --confcutdir=tests/browser \
	--basetemp=build/browser/tmp -p no:cacheprovider
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

$(BROWSER)/.ready:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { $(SUDO) apt-get update -q && \
	$(SUDO) apt-get install -q -y --no-install-recommends chromium chromium-driver fonts-wqy-microhei; }
	$(PYTHON) -m venv $(BROWSER)
	$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check 'pytest>=8' 'selenium>=4.20'
	$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'axe-playwright-python>=0.1.4'
	@touch $@

browser: $(READY) $(BROWSER)/.ready
	$(BROWSE)

# The picture in the README is taken by the browser test; this puts it where the README looks for it.
picture: $(READY) $(BROWSER)/.ready
	$(BROWSE) -k taken
	mkdir -p docs && cp build/browser/readme.png docs/report.png

slow: $(READY)
	HYPOTHESIS_PROFILE=slow $(BIN)/python -m pytest tests/test_laws.py tests/test_ledger.py

bench: $(READY)
	$(BIN)/python -m benchmarks.ledger
	$(BIN)/python -m benchmarks.passes
	$(BIN)/python -m benchmarks.detection
	$(BIN)/python -m benchmarks.byteshift
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.outline
	$(BIN)/python -m benchmarks.batch

# Charset-normalizer, ftfy, trafilatura, jusText and Data-Juicer, where they install; some minutes.
bench-peers: $(READY)
	$(BIN)/python -m benchmarks.peers

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
