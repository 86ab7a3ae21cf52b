#!/usr/bin/env bash
# Many people taking one lesson within minutes through its pages: how long a page takes, and whether every score is right.
#
#   [PEOPLE=5000] [MINUTES=10] [LIMIT=100] Benchmarks/bench-lessons.sh
#
# Needs .venv (scripts/setup.sh test). Ends with one line; fails when a score is wrong or the 99th percentile of a page is
# above LIMIT milliseconds.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
swift=${SWIFT:-swift}
"$swift" build -c release --product slipway >&2
"$root/.venv/bin/python" Benchmarks/lessons/load.py "$("$swift" build -c release --show-bin-path)/slipway" \
  --people "${PEOPLE:-5000}" --minutes "${MINUTES:-10}" --limit "${LIMIT:-100}"
