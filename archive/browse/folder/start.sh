#!/bin/sh
# Answers HTTP from this folder and never writes it: ./start.sh [--host ADDRESS] [--port N]
# Needs Python 3.11 or later with what requirements.txt names, here in .venv or in PYTHON.
cd "$(dirname "$0")" || exit 1
if [ -z "$PYTHON" ]; then
    if [ -x .venv/bin/python ]; then PYTHON=.venv/bin/python; else PYTHON=python3; fi
fi
export PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
exec "$PYTHON" -m datasette serve . --host 127.0.0.1 --port 8001 "$@"
