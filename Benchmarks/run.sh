#!/usr/bin/env bash
# Every figure of docs/performance.md, each beside its limit or a peer measured in the same run.
#
#   Benchmarks/run.sh [OUT.csv]     builds a release, measures for about a minute, prints a table
#
# Needs python3 (standard library only) and sqlite3. Nothing is left behind.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
out="${1:+$(realpath -m "$1")}"
cd "$root"
swift=${SWIFT:-swift}

command -v sqlite3 >/dev/null || { echo "run.sh: sqlite3 is missing: apt-get install sqlite3" >&2; exit 1; }
for product in SlipwayBenchmarks slipway; do "$swift" build -c release --product "$product" >&2; done
programs="$("$swift" build -c release --show-bin-path)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 Benchmarks/table.py "$programs" "$work" ${out:+"$out"}
