# The daily acts, one word each. A machine needs make and Python 3.11 or newer, nothing else:
# the first act that needs an environment makes it.
#
#   make demo PYTHON=python3.13 VENV=.venv-3.13     with another Python, beside the first

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What the installer says; shown only when it fails.
LOG := $(VENV)/install.log
DEMO := examples/huaibei-r3.yaml
DISTRICT := examples/district
LOOK := build/look
PYTEST_ARGS ?= -n auto --dist worksteal

SPARK_VENV := $(VENV)-spark

# Prints what Spark needs beside them.
SPARK := import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"], sep="\n")

# Prints the run-time libraries but durable_rules, which some machines cannot compile.
OTHERS := import tomllib; \
	needed = tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]; \
	print(*(n for n in needed if not n.startswith("durable")), sep="\n")

.DEFAULT_GOAL := help
.PHONY: help demo docs test test-wheel test-spark coverage check format bench look wheel clean

help: ## List the acts
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/run.stamp ## Judge the example community and print its gap list
	@$(BIN)/zicha check $(DEMO) || [ $$? -eq 1 ]

test: $(VENV)/test.stamp ## Run all tests against the checkout
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-wheel: wheel ## Run all tests against the built wheel
	@$(PYTHON) -m venv --clear --without-pip $(VENV)-wheel
	@$(PIP) --quiet --python $(VENV)-wheel/bin/python install --no-index --no-deps dist/zicha-*.whl
	@# The wheel's own environment borrows the libraries; a .pth there does not make .pth here run.
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> "$$($(VENV)-wheel/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/borrowed.pth"
	@ZICHA_INSTALLED=1 $(VENV)-wheel/bin/python -m pytest $(PYTEST_ARGS) -o pythonpath=tests

test-spark: ## Run the tests on Spark: needs Java, and makes an environment of its own (1 GB)
	@"$${JAVA_HOME:-/usr}/bin/java" -version > /dev/null 2>&1 || java -version > /dev/null 2>&1 \
		|| { echo '需要 Java 17 或更新版本 / Java 17 or newer is needed: apt-get install default-jre-headless'; exit 1; }
	@$(MAKE) --no-print-directory VENV=$(SPARK_VENV) $(SPARK_VENV)/spark.stamp
	@ZICHA_SPARK=1 $(SPARK_VENV)/bin/python -m pytest -n 0 tests/spark

coverage: $(VENV)/test.stamp ## Run all tests and show the branches that none reaches
	@$(BIN)/python -m pytest $(PYTEST_ARGS) --cov

check: $(VENV)/dev.stamp ## Style, types, import order, and lint of the shipped edition
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/zicha rules lint

format: $(VENV)/dev.stamp ## Bring the code into form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: $(VENV)/run.stamp ## Write what is made from the shipped edition: the handbook, the JSON Schemas
	@$(BIN)/zicha rules docs -o docs/indicators
	@$(BIN)/zicha rules schema -o docs/schema

bench: $(VENV)/bench.stamp ## Measure, each figure beside its target
	@$(BIN)/python benches/run.py

look: $(VENV)/run.stamp ## Turn reports of the examples into pictures to look at, in build/look
	@for tool in soffice pdftoppm chromium; do command -v $$tool > /dev/null || { \
		echo "no $$tool: apt-get install libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk chromium"; \
		exit 1; }; done
	@rm -rf $(LOOK) && mkdir -p $(LOOK)
	@$(BIN)/zicha check $(DEMO) -o $(LOOK)/word.docx -o $(LOOK)/excel.xlsx -o $(LOOK)/page.html \
		> /dev/null || [ $$? -eq 1 ]
	@$(BIN)/zicha audit $(DISTRICT) -o $(LOOK)/bulletin.docx -o $(LOOK)/workbook.xlsx \
		-o $(LOOK)/audit.html --notices $(LOOK)/notices > /dev/null || [ $$? -eq 1 ]
	@mv $(LOOK)/notices/shimoxiang.docx $(LOOK)/notice.docx && rm -r $(LOOK)/notices
	@soffice --headless --convert-to pdf --outdir $(LOOK) $(LOOK)/*.docx $(LOOK)/*.xlsx > /dev/null
	@for file in word excel bulletin workbook notice; do pdftoppm -r 80 -png $(LOOK)/$$file.pdf $(LOOK)/$$file; done
	@for page in page audit; do for width in 500 800 1280; do chromium --headless --no-sandbox \
		--disable-gpu --window-size=$$width,1600 --screenshot=$(LOOK)/$$page-$$width.png \
		"file://$(CURDIR)/$(LOOK)/$$page.html" 2> /dev/null; done; done
	@ls $(LOOK)

wheel: $(VENV)/test.stamp ## Build the wheel into dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist > $(LOG) 2>&1 || { cat $(LOG); exit 1; }
	@ls dist/*.whl

clean: ## Remove the environments and everything that can be made again
	@rm -rf .venv .venv-* build dist htmlcov .coverage .*_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment ----------------------------------------------------------------------------

# pip cannot leave out a library that fails to build, so the whole is tried first, then the whole
# but durable_rules. What fails for another reason (no network) fails again and is shown.
$(VENV)/run.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo '需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed: make PYTHON=python3.12 ...'; exit 1; }
	@echo '正在准备运行环境(仅首次) / Making the environment $(VENV) (once) ...'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --editable . > $(LOG) 2>&1 \
		|| { $(BIN)/python -c '$(OTHERS)' > $(VENV)/others.txt \
			&& $(PIP) install -r $(VENV)/others.txt >> $(LOG) 2>&1 \
			&& $(PIP) install --no-deps --editable . >> $(LOG) 2>&1; } \
		|| { tail -n 20 $(LOG); exit 1; }
	@$(BIN)/python -c 'import durable_rules_engine' 2> /dev/null \
		|| echo '本机装不上 durable_rules(要有C编译器,Python低于3.13),改由 reference 引擎评判,其余功能不变 / No durable_rules on this machine (it needs a C compiler and Python < 3.13): the reference engine judges, all else works'
	@touch $@

# Dependency groups need pip 25.1.
$(VENV)/test.stamp $(VENV)/dev.stamp $(VENV)/bench.stamp: $(VENV)/%.stamp: $(VENV)/run.stamp
	@$(PIP) install 'pip>=25.1' > $(LOG) 2>&1 && $(PIP) install --group $* >> $(LOG) 2>&1 \
		|| { tail -n 20 $(LOG); exit 1; }
	@touch $@

$(VENV)/spark.stamp: $(VENV)/test.stamp
	@$(BIN)/python -c '$(SPARK)' > $(VENV)/spark.txt
	@$(PIP) install -r $(VENV)/spark.txt > $(LOG) 2>&1 || { tail -n 20 $(LOG); exit 1; }
	@touch $@
