#!/bin/sh
# Serves this folder over HTTP and never writes to it: ./start.sh [--host ADDRESS] [--port N] [--setting NAME VALUE]
# Needs Python 3.11 or later with the packages of requirements.txt, in .venv here or as PYTHON.
cd "$(dirname "$0")" || exit 1
if [ -z "$PYTHON" ]; then
    if [ -x .venv/bin/python ]; then PYTHON=.venv/bin/python; else PYTHON=python3; fi
fi
export PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
# With any --setting Datasette ignores settings.json; a later --setting overrides an earlier one.
settings=$("$PYTHON" -c 'import json
for name, value in json.load(open("settings.json")).items():
    print("--setting", name, json.dumps(value).strip("\""))') || exit 1
# shellcheck disable=SC2086  # names and values of settings.json have no blanks
exec "$PYTHON" -m datasette serve . --host 127.0.0.1 --port 8001 $settings "$@"
