# Everything a person needs here. Set-up happens by itself and again only when something changed (logs: var/setup).
#
#   make demo        the whole thing on this machine; KEEP=1 leaves it running, PORT=…, DATA=…, ARGS='--rate-limits'
#   make test        every check that fits into ten minutes; this is what CI runs
#   make test-full   the long ones too
#   make chaos       what breaks around the bot, for long: kills, bad weather on the net, disks, damaged files, lost tokens
#   make bench       latency, rate and memory, beside what bare parts reach
#   make load        ten minutes of writing in three rooms with 300 devices: nothing lost, how fast; LOAD_SECONDS=60. make soak: two hours
#   make bench-big-room     keys for a room with 300 devices, beside Element's own stack
#   make bench-translation  quality, safety and speed of the translation, into docs/translation-quality.md
#   make docs        the guides as a site of plain files: var/site
#   make sbom        every pinned package with its hashes, in CycloneDX: var/sbom.cdx.json
#   make lint        only the checks that read the code; make format lays it out

SHELL := /bin/bash
PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name"; done) python3)
BIN := .venv/bin
SET_UP := $(PYTHON) -m tools.setup_machine

# Where Python may keep no compiled modules, each of a hundred bots would compile six hundred of them.
unexport PYTHONDONTWRITEBYTECODE

DEMO_ARGS := $(if $(filter-out 0 no,$(KEEP)),--keep) $(if $(PORT),--port '$(PORT)') $(if $(DATA),--data '$(DATA)') $(ARGS)

.PHONY: help setup setup-demo setup-test setup-full setup-docs demo test test-full chaos bench setup-bench load soak bench-big-room bench-translation docs sbom lint format
.DEFAULT_GOAL := help

help:
	@sed -n '3,14s/^#  //p' Makefile

setup: setup-test

setup-demo:
	@$(SET_UP) demo

setup-test:
	@$(SET_UP) test

setup-full:
	@$(SET_UP) test-full

setup-docs:
	@$(SET_UP) docs

# exec: Ctrl-C and SIGTERM reach the program itself
demo: setup-demo
	@exec $(BIN)/trinational demo $(DEMO_ARGS)

CHAOS := tests/system/test_faults.py tests/system/test_kill9.py tests/system/test_engine_hang.py \
	tests/system/test_refusals.py tests/system/test_disks.py tests/system/test_a_year.py tests/system/test_digest_kill9.py \
	tests/test_clock.py tests/handlers/test_clock_jumps.py tests/handlers/test_alerts.py tests/handlers/test_barred.py \
	tests/matrix/test_sole_runner.py tests/store/test_database.py tests/system/test_homeserver_restored.py \
	tests/matrix/test_set_back.py tests/handlers/test_set_back_notice.py

chaos: setup-test
	@exec $(BIN)/pytest -q $(CHAOS) $(ARGS)

bench: setup-test
	@exec $(BIN)/python -m tests.bench.run $(ARGS)

bench-big-room: setup-test
	@exec $(BIN)/python -m tests.bench.big_room $(ARGS)

# A maubot bot to measure beside ours, in an environment of its own
setup-bench:
	@python3 -m venv .venv-bench && .venv-bench/bin/pip install --quiet maubot==0.6.0

# LOAD_SECONDS=60 for a short one
load: setup-test
	@exec $(BIN)/python -m tests.bench.load --seconds $(or $(LOAD_SECONDS),600) $(ARGS)

soak: setup-test
	@exec $(BIN)/python -m tests.bench.load --seconds $(or $(LOAD_SECONDS),7200) $(ARGS)

bench-translation: setup-test
	@exec $(BIN)/python -m tests.bench.translation $(ARGS)

# A file stays on one core; more than four would start too many homeservers. ARGS='-n 0' for one after the other
ON_CORES := -n auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

test: lint
	@exec $(BIN)/python -m tools.run_tests $(ON_CORES) -m 'not long' $(ARGS)

test-full: setup-full lint
	@exec $(BIN)/python -m tools.run_tests $(ON_CORES) $(ARGS)

docs: setup-docs
	@NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict --quiet && echo "var/site/index.html"

sbom: setup-test
	@mkdir -p var && $(BIN)/python -m tools.sbom > var/sbom.cdx.json && echo "var/sbom.cdx.json"

lint: setup-test
	@echo "ruff format" && $(BIN)/ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
	@echo "ruff check" && $(BIN)/ruff check --quiet .
	@echo "mypy" && $(BIN)/mypy --no-error-summary
	@echo "import contracts" && $(BIN)/lint-imports --no-cache > var/setup/lint-imports.log || { cat var/setup/lint-imports.log; exit 1; }

format: setup-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .
