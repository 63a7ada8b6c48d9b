#!/usr/bin/env bash
# The unit suite: `unit_suite.sh <python> [pytest's arguments]`, in two processes that each collect their own half alone and report
# to nobody: dealing the tests out to workers costs each of them the collecting of all, which is a fifth of the whole.
set -u -o pipefail
python=$1
shift
# Which folders make up a half was chosen by their time; a folder that is not named is in the other half.
half=(tests/unit/extraction tests/unit/insight tests/unit/plain_mongo)
kept=$(mktemp)
trap 'rm -f "$kept"' EXIT

# What pytest answers where no test of a half was chosen, by `-k` for example.
none_chosen=5

"$python" -m pytest -p no:schemathesis -p no:xdist "${half[@]}" "$@" >"$kept" 2>&1 &
other=$!
"$python" -m pytest -p no:schemathesis -p no:xdist tests/unit "${half[@]/#/--ignore=}" "$@"
first=$?
wait "$other"
second=$?
cat "$kept"
[ $first -eq $none_chosen ] && [ $second -ne $none_chosen ] && first=0
[ $second -eq $none_chosen ] && [ $first -ne $none_chosen ] && second=0
[ $first -ne 0 ] && exit $first
exit $second
