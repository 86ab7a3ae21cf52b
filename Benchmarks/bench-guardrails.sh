#!/usr/bin/env bash
# How soon guardrails see harm and how often they see it where there is none, ours beside Python's.
#
#   [RUNS=10000] [OUT=file.csv] [PEERS="gbstats savvi confseq spotify"] [PEER_RUNS=500] [SEED=1] \
#     Benchmarks/bench-guardrails.sh
#
# Prints Markdown; OUT gets one line a scenario and method. Harm takes half the runs. Peers come from PyPI into
# .build-guardrail-peers/, each into an environment of its own; PEERS=none leaves them out. A peer that cannot be
# installed is named and left out.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
out="${OUT:+$(realpath -m "$OUT")}"
runs="${RUNS:-10000}"
seed="${SEED:-1}"
peer_runs="${PEER_RUNS:-500}"
cd "$root"
swift=${SWIFT:-swift}
peers="$root/Benchmarks/guardrail-peers"
rooms="$root/.build-guardrail-peers"

"$swift" build -c release --product GuardrailBenchmark >&2
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The C++ of confseq wants Boost and an older Python; the tests used here are Python, in the same archive.
unpack_confseq() {
  local python="$1/bin/python"
  "$python" -m pip install --quiet numpy==1.26.4 scipy==1.17.1 matplotlib==3.10.8 multiprocess==0.70.18 &&
    "$python" -m pip download --quiet --no-deps --no-binary confseq --dest "$1/archive" confseq==0.0.11 &&
    tar -xzf "$1"/archive/confseq-*.tar.gz -C "$1/archive" &&
    cp -r "$1"/archive/confseq-0.0.11/src/confseq "$("$python" -c 'import site; print(site.getsitepackages()[0])')/"
}

install() {
  local room="$rooms/$1" python="$rooms/$1/bin/python"
  [ -e "$room/ready" ] && return
  [ -e "$peers/$1_peer.py" ] || { echo "no peer of that name"; return 1; }
  rm -rf "$room"
  python3 -m venv "$room" || return
  case $1 in
    gbstats) "$python" -m pip install --quiet gbstats==0.8.0 numpy==1.26.4 pandas==1.5.3 ;;
    savvi) "$python" -m pip install --quiet savvi==0.3.1 matplotlib==3.11.2 numpy==2.4.6 ;;
    spotify) "$python" -m pip install --quiet spotify-confidence==4.1.0 numpy==2.4.6 pandas==2.3.3 ;;
    confseq) "$python" -m pip install --quiet confseq==0.0.11 2>"$room/build.log" || unpack_confseq "$room" ;;
  esac && touch "$room/ready"
}

rows=()
for peer in ${PEERS:-gbstats savvi confseq spotify}; do
  [ "$peer" = none ] && break
  if install "$peer" >"$work/install.log" 2>&1; then
    if "$rooms/$peer/bin/python" "$peers/run.py" "$peer" "$peer_runs" "$seed" "$work/$peer.csv"; then
      rows+=("$work/$peer.csv")
    else
      echo "bench-guardrails.sh: $peer is left out: it fails, see above" >&2
    fi
  else
    echo "bench-guardrails.sh: $peer is left out: $(tail -n 1 "$work/install.log" | cut -c1-200)" >&2
  fi
done

RUNS="$runs" SEED="$seed" OUT="$out" \
  "$("$swift" build -c release --show-bin-path)/GuardrailBenchmark" "$peers/cited.csv" ${rows[@]+"${rows[@]}"}
