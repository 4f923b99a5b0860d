# Everything starts here; `make help` lists it. A Python from 3.11 on and a package index are all that is needed.
#
#   PYTHON=…    the Python to build the environment with (default: the newest on this machine, see tools/pythons)
#   VENV=…      where the environment lives (default: .venv)
#   JOBS=…      processes for the tests (default: one per core)
#   SAMPLE=     of `make test`: nothing is sampled, all runs but the heavy suites
#   T="…"       further words for pytest, such as T="-k receipt"
#   PORT=… DATA_DIR=…    of `make demo` (default: 8000, and a folder of its own)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

VENV ?= .venv
PYTHON ?=
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
T ?=
SAMPLE ?= --sample
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/data/demo

BIN := $(abspath $(VENV))/bin
RUN := $(VENV)/.ready-run
DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder
# What tests start and the system may lack; each says so where it cannot install it.
TOOLS := browser clamav pdf go nginx node openssl rsyslog slapd strace
export PATH := $(BIN):$(PATH)
# Tests start many processes: each module is compiled once, not by each of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-all smoke check bench docs format lock messages clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | while IFS=$$'\t' read -r target text; do printf '  make %-10s %s\n' "$$target" "$$text"; done

# --- the environment: made once, brought up to date when the lock changes ------------------------------------------
define environment
	@if ! $(BIN)/python -c '' 2>/dev/null; then \
	    python="$(PYTHON)"; [[ -n $$python ]] || python=$$(tools/pythons --newest); \
	    echo "Making $(VENV) with $$("$$python" --version)"; \
	    rm -rf $(VENV); "$$python" -m venv $(VENV); \
	fi
	@echo "Installing what $(1) locks into $(VENV)"
	@$(PIP) --require-hashes --no-deps --requirement $(1)
endef

$(DEV): requirements/dev.txt pyproject.toml
	$(call environment,requirements/dev.txt)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(RUN) $@

# The demo needs no test tools.
$(RUN): requirements/run.txt requirements/build.txt pyproject.toml
	$(call environment,requirements/run.txt)
	@$(PIP) --require-hashes --no-deps --requirement requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# --- what people do ----------------------------------------------------------------------------------------------------
demo: $(RUN)  ## a sample city at http://127.0.0.1:8000/ (PORT=…, DATA_DIR=…)
	@tools/pdf --run || true
	@mkdir -p "$(DATA_DIR)"
	@cd examples/standard_city && exec env DATA_DIR="$(abspath $(DATA_DIR))" PORT="$(PORT)" $(BIN)/python demo.py

test: $(DEV)  ## all tests, in a browser too, what is much alike sampled (some run on both databases): some minutes
	@for tool in $(TOOLS); do tools/$$tool; done
	@$(PYTEST) $(SAMPLE) $(T)

test-all: $(DEV)  ## everything, whole, the heavy suites too
	@for tool in $(TOOLS); do tools/$$tool; done
	@$(PYTEST) --heavy $(T)

smoke: $(DEV)  ## the quick part: no server, no browser
	@$(PYTEST) -m "not postgres and not browser and not heavy" $(T)

check: $(DEV)  ## format, lint, types, contracts, messages
	@$(BIN)/python tools/check.py

bench: $(DEV)  ## measured beside hand-written floors; BENCH="--json" for a document
	@$(BIN)/python -m bench $(BENCH)

docs: $(DEV)  ## run every block of the documentation and look at its links
	@$(BIN)/python -m pytest tests/docs $(T)

# --- what contributors do ----------------------------------------------------------------------------------------------
format: $(DEV)  ## put the code in order
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix-only --quiet --exit-zero

messages: $(DEV)  ## bring the message catalogues up to date with code and templates
	@$(BIN)/python tools/messages.py --update

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-emit-package egovframe
lock:  ## lock anew from pyproject.toml (UPGRADE=1 takes newer releases)
	@$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra all -o requirements/run.txt
	@$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra all --group dev -o requirements/dev.txt
	@$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) --group build -o requirements/build.txt

clean:  ## remove the environment and what tools left behind; data/ stays
	@rm -rf $(VENV) .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist htmlcov
	@find src tests bench examples tools -name __pycache__ -type d -prune -exec rm -rf {} +
