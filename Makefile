# SPDX-License-Identifier: Apache-2.0
.DEFAULT_GOAL := help
.PHONY: help run dev build check test bench fuzz format update-golden clean

help:           ## Show these verbs
	@sed -n 's/^\([a-z-]*\): *## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run:            ## Build the release and serve it with demo data
	@script/server

dev:            ## Serve a debug build, with live reload of the pages
	@script/dev

build:          ## Build everything for daily work (preset dev)
	@script/build

check:          ## Layers, lints, second compiler and clang-tidy on what changed
	@script/check

test:           ## Every test; `make test SUITES="unit scenario"` for some
	@script/test $(SUITES)

bench:          ## Build and run the benchmarks
	@script/bench

fuzz:           ## Run each fuzzer for SECONDS (default 60)
	@script/fuzz $(SECONDS)

format:         ## Format the C++ sources and the pages
	@script/format

update-golden:  ## Rewrite the expected results of the golden tests, then show what changed
	@script/update-golden

clean:          ## Remove everything that was built
	rm -rf build web/dist web/test-results
