# The two commands: `make demo` and `make test`. The quick loop: `make check`.
.PHONY: demo test check format bench bench-scheduling bench-levelling bench-montecarlo bench-guardrails bench-lessons bench-probes bring-up chaos fuzz-intake soak clean

SWIFT ?= swift
# The engines' tests compute without a pause; beside them those that wait for answers would wait in vain.
ENGINES = "^(SchedulingTests|SequentialTestsTests)\\."
WAITING = "^ExecutionTests\\."
UNIT_TESTS = $(SWIFT) test --skip-build --filter $(ENGINES) && $(SWIFT) test --skip-build --filter $(WAITING) && \
  $(SWIFT) test --skip-build --skip $(ENGINES) --skip $(WAITING)
PROGRAMS = slipway ledger-new ledger-old

# Installs what it needs, builds a release and lives through the example on http://127.0.0.1:8080.
demo:
	scripts/setup.sh demo
	$(foreach program,$(PROGRAMS),$(SWIFT) build -c release --product $(program) &&) true
	"$$($(SWIFT) build -c release --show-bin-path)/slipway" demo

# Installs what it needs and passes all tests; ends with the runner's own closing line.
test:
	scripts/setup.sh test
	scripts/check-house.sh
	$(SWIFT) build --build-tests
	$(UNIT_TESTS)
	SLIPWAY_BIN="$$($(SWIFT) build --show-bin-path)/slipway" .venv/bin/python -m pytest EndToEnd -q

# Format, lint, import purity, warnings as errors, build, unit tests.
check: 
	scripts/check-house.sh
	$(SWIFT) build --build-tests
	$(UNIT_TESTS)

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests examples Benchmarks

# Figures for docs/performance.md, each beside its limit. OUT=file.csv keeps them.
bench:
	Benchmarks/run.sh $(OUT)

# Makespans and bounds for any folder of .sm files: SETS="DIR …" BUDGET=5 THREADS=2 OUT=file.csv [STARTS=dir].
bench-scheduling:
	Benchmarks/bench-scheduling.sh

# Plans with people and calendars beside TaskJuggler (Debian's tj3).
bench-levelling:
	Benchmarks/bench-levelling.sh

# Simulation beside numpy and C.
bench-montecarlo:
	Benchmarks/bench-montecarlo.sh

# Guardrails on simulated rollouts beside the published tests: RUNS=10000 OUT=file.csv [PEER_RUNS=500] [PEERS=none].
bench-guardrails:
	Benchmarks/bench-guardrails.sh

# Five thousand people taking a lesson within ten minutes through its pages: [PEOPLE=5000] [MINUTES=10].
bench-lessons:
	scripts/setup.sh test
	Benchmarks/bench-lessons.sh

# Five thousand probes every thirty seconds: their share of one core, and what reaches the journal.
bench-probes:
	Benchmarks/bench-probes.sh

# A hundred thousand damaged JUnit and xAPI documents, none of which may end the program: [DOCUMENTS=100000] [SEED=1].
fuzz-intake:
	$(SWIFT) run -c release IntakeFuzz $(or $(DOCUMENTS),100000) $(or $(SEED),1)

# From an empty folder to the first wave at work in a sample system: DIR=/tmp/harbour. Again to go on where it stopped.
bring-up:
	@test -n "$(DIR)" || { echo "Say where: make bring-up DIR=/tmp/harbour" >&2; exit 64; }
	scripts/setup.sh test
	$(SWIFT) build --product slipway
	SLIPWAY_BIN="$$($(SWIFT) build --show-bin-path)/slipway" .venv/bin/python examples/quay/bring_up.py "$(DIR)"

# The server killed at random moments of full bring-ups: [KILLS=100]. Ends with what was lost, done twice or different.
chaos:
	scripts/setup.sh test
	$(SWIFT) build --product slipway
	SLIPWAY_BIN="$$($(SWIFT) build --show-bin-path)/slipway" .venv/bin/python EndToEnd/bring_up/chaos.py --kills $(or $(KILLS),100)

# A hundred kills of a running server at random moments, and every acknowledged write still there.
soak:
	scripts/setup.sh test
	$(SWIFT) build
	SLIPWAY_BIN="$$($(SWIFT) build --show-bin-path)/slipway" .venv/bin/python -m pytest EndToEnd/soak -q

clean:
	rm -rf .build .venv
