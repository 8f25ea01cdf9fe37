# What a contributor runs. CI calls the same targets.

SWIFT ?= swift

.PHONY: build test test-core lint format docs bench demo fuzz examples restarts chaos clients margin-month long-runs soak conformance

build:
	$(SWIFT) build

test:
	$(SWIFT) test

# The model and the engine alone, without NIO: seconds.
test-core:
	$(SWIFT) test --package-path dev/core

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Examples Benchmarks dev

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Examples Benchmarks dev

demo:
	$(SWIFT) run argonaut demo

docs:
	dev/docs

bench:
	dev/bench

# A million orders through node and adapter against an instant venue; fails when memory grows after the first 200,000.
soak:
	$(SWIFT) run --package-path Benchmarks --scratch-path .build-bench -c release OrderBench --soak $${SOAK:-1000000}

examples:
	dev/examples

fuzz:
	dev/fuzz/run

# Kills a simulated node at so many places of its journal and starts it again.
restarts:
	ARGONAUT_RESTARTS=$${ARGONAUT_RESTARTS:-1000} $(SWIFT) test --filter RestartTests

# A month on margin, cross and isolated, recomputed to the last digit: minutes.
margin-month:
	ARGONAUT_MARGIN_DAYS=30 $(SWIFT) test --filter MarginMonthTests

# Simulated days of listen tokens and keys: minutes.
long-runs:
	ARGONAUT_LONG=1 $(SWIFT) test --filter 'MarginTradingTests|MarginRiskTests'

# The conformance suites over real sockets on every product: five minutes.
conformance:
	ARGONAUT_CONFORMANCE=all $(SWIFT) test --filter ConformanceTests

# Third-party clients from PyPI, unmodified, against the sandbox.
clients:
	$(SWIFT) build --product argonaut
	Tests/Clients/run

# What goes wrong, against the exchange's ledger: 1,000 sessions of the fault matrix in virtual time, and real gateways
# that are killed in the middle of trading.
chaos: build
	dev/chaos/run 1000
	dev/chaos/restarts.py --kills 50
