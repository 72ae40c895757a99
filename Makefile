# The two commands of the README. Everything is set up on first use: the environment, then the native build.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The tests of the web page need npm; without it they are skipped.
PAGE := $(if $(shell command -v npm),webui/node_modules/.package-lock.json)
MODEL ?=
ARGS ?=

.PHONY: serve test check format native clean

# Without MODEL the server takes the model that comes with the package.
serve: native
	$(BIN)/python -m server $(if $(MODEL),--model "$(MODEL)") $(ARGS)

test: check $(PAGE)
	$(BIN)/pytest -q

check: native
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m native.generate_ctypes --check

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

native: $(STAMP)
	$(BIN)/python build_native.py

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[build,dev]"
	touch $@

webui/node_modules/.package-lock.json: webui/package-lock.json
	if npm ci --silent --prefix webui; then touch $@; else echo "npm ci failed: the tests of the web page are skipped"; fi

clean:
	rm -rf $(VENV) webui/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
