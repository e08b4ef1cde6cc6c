#!/usr/bin/env bash
# The only definition of "green": `make test` and CI run this. Stops at the first failure.
# One command a line: under `set -e`, `a && b` hides a failing `a`.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
bin=.venv/bin
export BEANCOUNT_DISABLE_LOAD_CACHE=1
export KOPERASI_WAJIB_POSTGRES=1

step() { printf '\n== %s\n' "$*"; }

step "Lint"
$bin/ruff check .
$bin/ruff format --check .

step "Types"
$bin/mypy

step "Layers"
$bin/lint-imports --no-logo

step "Wheel"
rm -rf dist
$bin/python -m build -q
$bin/check-wheel-contents dist/*.whl

step "The wheel alone, from another folder: the sample cooperative is what its events say"
elsewhere=$(mktemp -d)
memory=
trap 'rm -rf "$elsewhere" ${memory:+"$memory"}' EXIT
# Our pip installs into it; only the modules that `periksa` imports are compiled, when it does.
$bin/python -m venv --clear --without-pip .venv-wheel
$bin/pip --python .venv-wheel/bin/python install -qq --no-compile -c constraints.txt dist/*.whl
cp -r ledgers/contoh "$elsewhere/contoh"
cd "$elsewhere"
"$root/.venv-wheel/bin/koperasi" -C "$elsewhere/contoh" periksa
cd "$root"

# Last, so that its closing count is the last line of the run. Its thousands of books live for a moment:
# in memory where there are 2 GB of it, so that no test waits for a disk. PostgreSQL's user must get in.
step "Tests"
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }' || true)
if [ -w /dev/shm ] && [ "${room:-0}" -gt 2000000 ]; then
  memory=$(mktemp -d /dev/shm/koperasi-uji-XXXXXX)
  chmod 711 "$memory"
  export TMPDIR=$memory
fi
$bin/pytest -n auto
