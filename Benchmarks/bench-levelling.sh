#!/usr/bin/env bash
# Levelling beside TaskJuggler: the same tasks, people, leave and hours; CPU seconds of the whole program and the finish.
#
#   Benchmarks/bench-levelling.sh [OUT.csv]     builds a release, takes about two minutes
#
# Needs tj3 (apt-get install tj3) and python3 (standard library only). Nothing is left behind.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
out="${1:+$(realpath -m "$1")}"
cd "$root"
swift=${SWIFT:-swift}

command -v tj3 >/dev/null || { echo "bench-levelling.sh: tj3 is missing: apt-get install tj3" >&2; exit 1; }
if [[ -n "${PROGRAM:-}" ]]; then program="$PROGRAM"; else
  "$swift" build -c release --product LevellingBenchmark >&2
  program="$("$swift" build -c release --show-bin-path)/LevellingBenchmark"
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 Benchmarks/levelling_table.py "$program" "$work" ${out:+"$out"}
