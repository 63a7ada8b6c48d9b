#!/usr/bin/env bash
# Every linter, and the type checker beside them: `lint.sh <folder of the tools>`. All are run; one that fails fails the whole.
set -u
bin=$1
types=$(mktemp)
trap 'rm -f "$types"' EXIT
"$bin/mypy" omnia factory tenants fleet runtime_api management_api manage.py >"$types" 2>&1 &
checker=$!

status=0
"$bin/ruff" check . || status=1
"$bin/ruff" format --check . || status=1
"$bin/lint-imports" --no-cache || status=1
"$bin/python" scripts/find_secrets.py || status=1
"$bin/djlint" --lint --quiet templates || status=1
"$bin/python" manage.py check --fail-level WARNING || status=1
wait "$checker" || status=1
cat "$types"
exit $status
