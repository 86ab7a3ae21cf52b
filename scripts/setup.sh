#!/usr/bin/env bash
# Installs what Slipway needs beside Swift on Debian 12. Running it again changes nothing.
#
#   scripts/setup.sh demo   what `make demo` needs: the SQLite headers
#   scripts/setup.sh test   also what `make test` needs: chromium, nginx, libfaketime, ansible, and a Python environment in .venv/
#
# Packages are looked for first; the network and sudo are used only when something is missing.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
requirements="$root/EndToEnd/requirements.txt"
venv="$root/.venv"
python=/usr/bin/python3

say() { printf 'setup: %s\n' "$*"; }

fail() {
  printf 'setup: failed: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf 'setup:   %s\n' "$line" >&2; done
  exit 1
}

usage() {
  printf 'usage: %s demo|test\n' "$0" >&2
  exit 64
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

require_swift() {
  command -v swift >/dev/null || fail "swift is not on the PATH" "Install Swift 6.3.1: https://www.swift.org/install/linux/"
}

# Debian packages, in one transaction; the package lists are fetched only when something is missing.
install_packages() {
  local missing=() package
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    say "Debian packages present: $*"
    return
  fi
  command -v apt-get >/dev/null || fail "apt-get is not here, and these packages are missing: ${missing[*]}" \
    "This script knows Debian 12; on another system install their equivalents by hand."
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    fail "these packages are missing, and neither root nor sudo is at hand: ${missing[*]}" \
      "Run as root: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  local log
  log="$(mktemp)"
  if ! as_root apt-get update >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "apt-get update" "The whole output is in $log."
  fi
  # An nginx that starts as a service would take port 80; the tests run their own as a child process.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  fi
  if ! as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "apt-get install ${missing[*]}" "The whole output is in $log."
  fi
  rm -f "$log"
  for package in "${missing[@]}"; do
    installed "$package" || fail "apt-get finished, but $package is still missing"
  done
}

# The pinned packages of EndToEnd/requirements.txt. A stamp in the environment says which pins it holds.
install_python() {
  local stamp="$venv/.requirements" log
  if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null && cmp -s "$requirements" "$stamp"; then
    say "Python environment present: .venv"
    return
  fi
  say "making .venv with $("$python" --version)"
  log="$(mktemp)"
  if ! "$python" -m venv --clear "$venv" >"$log" 2>&1; then
    cat "$log" >&2
    fail "$python -m venv $venv" "On Debian: apt-get install python3-venv"
  fi
  if ! "$venv/bin/python" -m pip install --disable-pip-version-check --requirement "$requirements" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "pip install of EndToEnd/requirements.txt" "The whole output is in $log."
  fi
  rm -f "$log"
  cp "$requirements" "$stamp"
}

[ "$#" -eq 1 ] || usage
case "$1" in
  demo)
    require_swift
    install_packages libsqlite3-dev
    ;;
  test)
    require_swift
    install_packages libsqlite3-dev sqlite3 curl chromium nginx libfaketime python3 python3-venv openssl ansible-core
    install_python
    ;;
  *)
    usage
    ;;
esac
say "ready for: make $1"
