#!/usr/bin/env bash
# Many probes on their interval: the share of one core that they cost, and what of them reaches the journal.
#
#   [PROBES=5000] [EVERY=30] [SECONDS_MEASURED=90] [LIMIT=20] Benchmarks/bench-probes.sh
#
# Ends with one line; fails when the share is above LIMIT per cent, when probes come too late, or when the journal gains
# anything but the one verdict that changes.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
swift=${SWIFT:-swift}
"$swift" build -c release --product slipway >&2
python3 Benchmarks/probes/load.py "$("$swift" build -c release --show-bin-path)/slipway" \
  --probes "${PROBES:-5000}" --every "${EVERY:-30}" --seconds "${SECONDS_MEASURED:-90}" --limit "${LIMIT:-20}"
