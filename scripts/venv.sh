#!/usr/bin/env bash
# Makes or brings up to date .venv: this checkout, editable, with the tools of development.
#
#   scripts/venv.sh [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "This project needs Python 3.11 or newer, and '$python' is not: install one, then run make PYTHON=python3.11 (its name)." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "'$python' cannot make virtual environments: install its venv package (Debian, Ubuntu: sudo apt-get install python3-venv)." >&2
  exit 1
fi
# A .venv of another Python is of no use.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  "$python" -m venv --clear .venv
fi
.venv/bin/pip install -qq -U pip # before 25.1 it has no --group
.venv/bin/pip install -qq -c constraints.txt -e '.[uromyces,postgres]' --group dev
