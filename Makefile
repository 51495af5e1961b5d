# Everything a developer or a first visitor runs. The work is done by small scripts in scripts/, which need
# nothing but Python 3.11 or newer; whatever else is missing they install into this folder.

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif
HERE := scripts
export VAULT PORT ARGS SIZES

.DEFAULT_GOAL := help
.PHONY: help run install test check format gen lock bench eval wheel clean python

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: python ## Open a workspace in the browser: make run, or make run VAULT=/path/to/folder [PORT=8080]
	@$(PYTHON) $(HERE)/run.py

install: python ## Install all tools and build the UI, and stop there
	@$(PYTHON) $(HERE)/install.py all

test: python ## Run every test, in a real browser too: make test [ARGS="-k name"]
	@$(PYTHON) $(HERE)/test.py

check: python ## Check format, lint, types, layers and generated files
	@$(PYTHON) $(HERE)/check.py

format: python ## Format Python and TypeScript
	@$(PYTHON) $(HERE)/check.py --fix

gen: python ## Write the generated contracts in packages/types anew
	@$(PYTHON) $(HERE)/install.py python node
	@.venv/bin/python $(HERE)/generate_contracts.py

lock: python ## Resolve the dependencies anew and write requirements.txt with hashes
	@$(PYTHON) $(HERE)/lock.py

bench: python ## Measure against named floors: make bench [SIZES="10k 100k"] [VAULT=/folder]
	@$(PYTHON) $(HERE)/install.py all
	@.venv/bin/python -m benchmarks

eval: python ## Measure how well questions are answered: make eval [ARGS="--vault /folder --questions file.toml"]
	@$(PYTHON) $(HERE)/install.py python
	@.venv/bin/python -m evaluation --out build/evaluation.json $(ARGS)

wheel: python ## Build the wheels into dist/, the UI inside
	@$(PYTHON) $(HERE)/wheel.py

clean: ## Remove what was built and every cache (keeps .venv, .tools and node_modules)
	@rm -rf build dist test-results packages/engine/src/claudeprojects/engine/ui
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find apps packages scripts tests benchmarks -name node_modules -prune -o -name __pycache__ -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "ClaudeProjects needs Python 3.11 or newer, and none was found." \
	"Install it (python.org, or your system's packages) or name one: make PYTHON=/path/to/python3.12 …"; exit 1; }
