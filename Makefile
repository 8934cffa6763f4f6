# Two commands do everything, set-up included: make run, make test.
# The work is done by tools/setup (any Python 3.8 or newer can start it).

PYTHON ?= python3
ARGS ?=

.PHONY: help run test format lock wheel clean

help:
	@echo 'make run     open relaxapp (ARGS="play soften" passes arguments on)'
	@echo 'make test    lint, types, import contracts and tests (ARGS="-k name" goes to pytest)'
	@echo 'make format  put the sources into shape'
	@echo 'make lock    choose the newest allowed dependencies and lock them'
	@echo 'make wheel   build dist/relaxapp-*.whl'
	@echo 'make clean   remove what make has made'

run:
	@$(PYTHON) -m tools.setup run -- $(ARGS)

test:
	@$(PYTHON) -m tools.setup test -- $(ARGS)

# The rest is for people who work on relaxapp and have run "make test" once.

format:
	@.venv/bin/python -m ruff check --fix-only --quiet
	@.venv/bin/python -m ruff format

UV = .venv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-header --no-annotate

lock:
	@.venv/bin/python -m pip install --quiet uv
	@$(UV) pyproject.toml --output-file requirements.txt
	@$(UV) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

wheel:
	@.venv/bin/python -m hatchling build --target wheel

clean:
	@rm -rf .venv build dist htmlcov .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
