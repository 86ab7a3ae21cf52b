#!/usr/bin/env bash
# The simulation beside its limit, numpy and C, in one run; the forward pass for two instruction sets each.
#
#   Benchmarks/bench-montecarlo.sh [OUT.csv]     builds twice, measures for about a minute, prints a table
#
# Needs gcc and python3 with venv; numpy comes from PyPI into a folder of its own. Nothing is left behind but builds.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
out="${1:+$(realpath -m "$1")}"
cd "$root"
swift=${SWIFT:-swift}
command -v gcc >/dev/null || { echo "bench-montecarlo.sh: gcc is missing: apt-get install gcc" >&2; exit 1; }

native=(-c release --scratch-path .build-native -Xcc -march=native -Xswiftc -Xcc -Xswiftc -march=native)
"$swift" build -c release --product MonteCarloBenchmark >&2
"$swift" build "${native[@]}" --product MonteCarloBenchmark >&2
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
peers="$root/Benchmarks/montecarlo-peers"
gcc -O3 "$peers/forward.c" -o "$work/forward"
gcc -O3 -march=native "$peers/forward.c" -o "$work/forward-native"
python=python3
if ! python3 -c 'import numpy' 2>/dev/null; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet numpy >&2
  python="$work/venv/bin/python"
fi
"$python" "$peers/table.py" "$work" \
  "$("$swift" build -c release --show-bin-path)/MonteCarloBenchmark" \
  "$("$swift" build "${native[@]}" --show-bin-path)/MonteCarloBenchmark" \
  "$work/forward" "$work/forward-native" "$python" ${out:+"$out"}
