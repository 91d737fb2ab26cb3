# The recipes of the project. All that they need is Python 3.11, pip and make.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
CFFCONVERT := $(VENV)/cffconvert/bin/cffconvert
# Most of what is installed is never imported: Python compiles the rest when it is.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
# Which it then keeps, though the environment may say not to: every process would compile all that it imports again.
unexport PYTHONDONTWRITEBYTECODE
# One thread a process for linear algebra: more would fight the test processes for the cores.
ALONE := OMP_NUM_THREADS=1

.PHONY: dataset test check bench lock clean

dataset: $(READY)  ## build dist/ (ARTICLES=DIR proves every row by the articles' texts)
	$(RUN) build_dataset.py $(if $(ARTICLES),--articles $(ARTICLES))

test: $(READY) $(CFFCONVERT)  ## run the tests
	$(ALONE) CFFCONVERT=$(CFFCONVERT) $(RUN) -m pytest -n auto --dist worksteal

check: $(READY)  ## lint, and prove that the generated files are fresh
	$(RUN) -m ruff check .
	$(RUN) build_dataset.py --check

bench: $(READY)  ## measure, as ratios in one run (benchmarks/README.md)
	$(RUN) $(INSTALL) -r benchmarks/requirements.lock
	$(RUN) -m benchmarks

COMPILE := $(RUN) -m piptools compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header

lock: $(READY)  ## resolve the dependencies anew
	$(RUN) -m pip install --quiet pip-tools
	$(COMPILE) --all-extras --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --output-file benchmarks/requirements.lock benchmarks/requirements.in

$(CFFCONVERT): $(READY) tests/cffconvert.lock  # by itself: it asks for an old jsonschema
	$(PYTHON) -m venv $(VENV)/cffconvert
	$(VENV)/cffconvert/bin/python $(INSTALL) -r tests/cffconvert.lock
	touch $@

clean:  ## remove what the recipes made
	rm -rf $(VENV) dist .dist.lock .dist.new-* .dist.old .pytest_cache .hypothesis .ruff_cache

$(READY): requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(RUN) $(INSTALL) -r requirements.lock
	touch $(READY)
