# Everything runs in an environment of the project's own, .venv; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
CODE := bot handlers messages storage tests benchmarks
# One more than the usual two cores: some tests wait, for a clock or for another program.
WORKERS ?= 3
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras \
	--allow-unsafe --no-reuse-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--no-emit-options --build-deps-for=editable --newline=lf

# The tests start many programs: whoever has Python keep nothing compiled would have each of them compiled anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test quick slowest soak bench shots lint collected lock clean

# The demo: invented people, a database and keys under var/. Prints the address to open.
run: $(VENV)/run.stamp
	@$(BIN)/idobata run --demo

# Everything that is promised, cheapest first; stops at the first thing that is wrong.
test: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory --jobs=2 lint collected
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not soak"

# Python keeps what it compiles for the tests: beside mypy, which needs one core only, and once, not in every worker.
collected: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q --collect-only -m "not soak" > $(VENV)/collected.log || { tail $(VENV)/collected.log; exit 1; }

# While working: at most 45 seconds, on SQLite, without killed processes and browsers, of what starts the program one
# case of each module.
quick: WORKERS := 2
quick: $(VENV)/dev.stamp
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --quiet --check $(CODE)
	@IDOBATA_TEST_PROFILE=quick $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal \
		--ignore=tests/browser -m "not kill and not browser and not postgres and not slow and not soak"

# The modules whose tests cost most, by seconds of CPU, their own and those of the programs that they start.
slowest: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q -p tests.slowest -m "not soak" $(SLOWEST)

# The long runs: every combination of which `make test` has a spread, about an hour of kills, a day of state machines.
# SOAK names some of them (SOAK="-k kills").
soak: $(VENV)/dev.stamp
	@IDOBATA_TEST_PROFILE=soak $(BIN)/python -m pytest -q -n $(WORKERS) -m soak $(SOAK)

# The goals of speed against their contenders, a table: benchmarks/results.md. BENCH_QUICK=1 only tries everything out.
bench: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks

# The README's screenshots, taken anew.
shots: $(VENV)/dev.stamp
	@SAVE_SHOTS=1 $(BIN)/python -m pytest -q -m browser -k screenshots

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --quiet --check $(CODE)
	@$(BIN)/mypy --strict --no-error-summary $(CODE)
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }

# New lock files from pyproject.toml: versions and hashes, no addresses.
lock: $(VENV)/dev.stamp
	@$(LOCK) --extra=postgres --output-file=requirements.txt pyproject.toml
	@$(LOCK) --all-extras --constraint=requirements.txt --output-file=requirements-dev.txt pyproject.toml
	@sed '/^    #   -c requirements.txt$$/d' requirements-dev.txt > $(VENV)/lock.txt
	@cat $(VENV)/lock.txt > requirements-dev.txt

clean:
	@rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Idobata needs Python 3.11 or newer as $(PYTHON). Install it, or name one: make PYTHON=python3.13" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "$(PYTHON) could not make $(VENV). On Debian and Ubuntu: apt install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing what Idobata needs into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(BIN)/python requirements-dev.txt pyproject.toml
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
