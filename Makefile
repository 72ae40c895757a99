# The two commands of the README. Everything is set up on first use: the environment, then the native build.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
MODEL ?=
ARGS ?=

.PHONY: serve model test check format native clean

serve: model native
	$(BIN)/python -m server --model "$(MODEL)" $(ARGS)

model:
	@test -n "$(MODEL)" || { echo "usage: make serve MODEL=path/to/model.gguf" >&2; exit 2; }

test: check
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

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
