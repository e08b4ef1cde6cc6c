#!/usr/bin/env bash
# Makes ledgers/contoh anew: the committed sample is a run of the real program, without its database.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/koperasi contoh --kecil "$place/contoh"
.venv/bin/koperasi contoh --ksp "$place/contoh-ksp"
mkdir -p ledgers
for sample in contoh contoh-ksp; do
  rm -f "$place/$sample"/jurnal.db*
  rm -rf "ledgers/$sample"
  cp -r "$place/$sample" "ledgers/$sample"
done
git status --short ledgers
