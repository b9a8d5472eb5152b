# Tumen: appraisal of international transport corridors. `make help` lists the targets.
.PHONY: help setup build demo test lint docs bench clean
.DEFAULT_GOAL := help

SOURCES := Sources Tests Package.swift

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: ## Install what is missing
	@scripts/setup

build: setup ## Build the program
	@swift build -c release --product tumen

demo: build ## Appraise the Khasan–Rajin railway: out/northeast-asia/khasan-rajin
	@swift build -c release --show-bin-path > .build/bin-path
	@"$$(cat .build/bin-path)/tumen" appraise studies/northeast-asia --project khasan-rajin --threads $$(nproc)
	@echo; echo "tumen appraise studies/northeast-asia ranks all projects of the study."

test: ## Run the tests
	@scripts/setup --tests
	swift test -c release --disable-xctest

lint: ## Check the style of the sources
	swift format lint --strict --recursive $(SOURCES)

docs: setup ## Build the reference of each library into .docs
	@scripts/docs

bench: build ## Time the runs
	@Benchmarks/run

clean: ## Remove what was built
	rm -rf .build .docs out
