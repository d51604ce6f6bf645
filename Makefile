# The verbs of the project. Each does its own set-up.
.PHONY: build test lint format demo bench fuzz release clean

build:
	@.ci/setup
	swift build

# ROOM=Jinja (or a comma list) tests these rooms alone, in a build folder of their own.
test:
	@.ci/setup --peers
ifdef ROOM
	PEERCONF_ROOMS=$(ROOM) swift test --scratch-path .build-room
else
	swift build --build-tests
	@.ci/tests
endif

# Rooms that Package.swift lists as under construction are held to this when they leave that list.
building := $(shell awk '/^let underConstruction/ { on = 1 } on { print } on && /]$$/ { exit }' Package.swift \
  | grep -oE '"[A-Za-z]+"' | tr -d '"')
linted = Package.swift Benchmarks/Package.swift Benchmarks/Sources/measure Benchmarks/Sources/load Benchmarks/Sources/fuzzread $(filter-out $(building:%=Sources/%) $(building:%=Tests/%Tests),$(wildcard Sources/* Tests/*Tests))

lint:
	@.ci/setup
	swift format lint --strict --recursive --parallel $(linted)

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

# The whole job for three branches against the sandbox, in a temporary workspace.
demo:
	@.ci/setup
	swift build --product peerconf
	@docs/demo/run

# Beside other tools, in one run each: the template engine (run), the parser (run-parse), the cloud client (run-cloud);
# redaction alone (run-redact).
bench:
	@Benchmarks/run
	@Benchmarks/run-parse
	@Benchmarks/run-cloud
	@Benchmarks/run-redact

# Generated and damaged inputs, for longer than the tests do: SEED and COUNT as wished.
fuzz:
	@Tests/fuzz $(SEED) $(COUNT)

# Stripped binary with the Swift library inside: .build/release/peerconf
release:
	@.ci/setup
	swift build -c release --static-swift-stdlib --product peerconf
	strip "$$(swift build -c release --static-swift-stdlib --show-bin-path)/peerconf"

clean:
	rm -rf .build .build-*
