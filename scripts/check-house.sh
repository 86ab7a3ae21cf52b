#!/usr/bin/env bash
# What a reader can count on: formatted sources, pure rooms that stay pure, no traps.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

say() {
  printf '%s\n' "$*" >&2
  failed=1
}

# Formatting and lint, with the house's own settings.
sources=(Package.swift Sources Tests examples)
[ -d Benchmarks ] && sources+=(Benchmarks)
if ! swift format lint --strict --parallel --recursive "${sources[@]}"; then
  say "Format: run make format and look at what remains."
fi

# Pure rooms import only what cannot reach outside.
allowed() {
  case $1 in
    Scheduling) echo 'Foundation' ;;
    SequentialTests) echo 'Foundation' ;;
    Admission) echo '' ;;
    Interchange) echo 'CYaml|Foundation|Yams' ;;
    Slipway) echo 'Admission|Scheduling|SequentialTests|Interchange|Crypto' ;;
  esac
}
for room in Scheduling SequentialTests Admission Interchange Slipway; do
  pattern=$(allowed "$room")
  while IFS= read -r line; do
    module=$(sed -E 's/.*import +((struct|class|enum|func|protocol) +)?([A-Za-z0-9_]+).*/\3/' <<<"$line")
    [[ -n $pattern && $module =~ ^($pattern)$ ]] || say "Import: $line"
  done < <(grep -rnE '^[[:space:]]*(@[a-zA-Z_]+ )?((public|package|internal|private|fileprivate) )?import ' "Sources/$room" --include='*.swift' || true)
  if grep -rnE '\bDate\(\)|SystemRandomNumberGenerator|ContinuousClock|\.random\(in: [^,)]*\)' "Sources/$room" --include='*.swift'; then
    say "Purity: Sources/$room looks at a clock or rolls dice of its own."
  fi
done

# The sample systems are programs of their own.
if grep -rnE 'import (Slipway|Operations|Server|Storage|Execution|Admission|Scheduling|SequentialTests|Interchange)\b' examples --include='*.swift'; then
  say "Import: an example's system imports the product."
fi

# A trap ends the whole server.
if grep -rnE '\btry!|\bas!|\bfatalError\(|\.unsafelyUnwrapped' Sources --include='*.swift'; then
  say "Trap: handle it, or prove it with a precondition."
fi

[ "$failed" = 0 ] && echo "The house is in order."
exit "$failed"
