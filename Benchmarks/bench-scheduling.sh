#!/usr/bin/env bash
# Schedules every .sm file (PSPLIB, single mode) of some folders and writes what was reached.
#
#   SETS="DIR …" OUT=FILE.csv Benchmarks/bench-scheduling.sh
#
#   SETS      folders of .sm files, separated by spaces or commas
#   OUT       the table: instance,makespan,lower_bound,proved,seconds,schedules   (default scheduling.csv)
#   BUDGET    wall seconds for each case; a case ends early when its best is proved   (default 5)
#   THREADS   searches beside each other, each with a seed of its own   (default 2)
#   STARTS    a folder: INSTANCE.txt with the start of every activity in order, dummies included, one a line
#   SEED      default 1
#   SAMPLE    every k-th instance only   (default 1: all)
#   SCHEDULES a number of schedules for each case instead of seconds; repeatable for a seed and a number of threads
#   MODE      "passes" measures generation passes a second and core: one thread, two seconds, every 20th instance
#
# A file that cannot be read is named on standard error with its line; the rest still runs, and the exit status is 65.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
swift=${SWIFT:-swift}

absolute=()
for set in ${SETS//,/ }; do absolute+=("$(realpath -m "$set")"); done
SETS="${absolute[*]-}"
OUT="$(realpath -m "${OUT:-scheduling.csv}")"
[ -z "${STARTS:-}" ] || STARTS="$(realpath -m "$STARTS")"
if [ "${MODE:-}" = passes ]; then
  THREADS=1 BUDGET=2 SAMPLE=20
  export THREADS BUDGET SAMPLE
fi
export SETS OUT STARTS="${STARTS:-}"

cd "$root"
"$swift" build -c release --product SchedulingBenchmarks >&2
exec "$("$swift" build -c release --show-bin-path)/SchedulingBenchmarks"
