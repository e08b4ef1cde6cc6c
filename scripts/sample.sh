#!/usr/bin/env bash
# Makes ledgers/contoh anew: the committed sample is a run of the real program, without its database.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/koperasi contoh --kecil "$place/contoh"
rm -f "$place"/contoh/jurnal.db*
rm -rf ledgers/contoh
mkdir -p ledgers
cp -r "$place/contoh" ledgers/contoh
git status --short ledgers/contoh
