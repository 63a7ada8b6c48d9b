#!/usr/bin/env bash
# The whole suite: `test_suites.sh <python> [pytest's arguments]`. What mostly waits for other processes runs beside what mostly
# computes, before which it goes: how long a restart or a killed process takes is part of what it looks at. Its output is kept, and
# shown when all is over; what failed stands last, where a log that is cut keeps it.
set -u -o pipefail
python=$1
shift
kept=$(mktemp)
main=$(mktemp)
# What is costly to set up is made by one of the processes of the suites, and copied by the others.
OMNIA_TEST_FOLDER=$(mktemp -d)
export OMNIA_TEST_FOLDER

beside() {
  local status=0
  echo "What a hostile or unlucky day does to a running product, one test after the other:"
  "$python" -m pytest tests/hostile "$@" || status=1
  echo "The runtime's suite, in a process role that has no control and no factory database:"
  nice -n 5 "$python" -m pytest -n 2 --dist loadfile tests/api --ds=omnia.settings.test_runtime "$@" || status=1
  return $status
}

set -m  # a group of processes of its own, which can be told to stop as a whole, and hears it
beside "$@" >"$kept" 2>&1 &
others=$!
set +m
trap 'kill -INT -- "-$others" 2>/dev/null' INT TERM
trap 'rm -rf "$kept" "$main" "$OMNIA_TEST_FOLDER"' EXIT

status=0
echo "Units, actions on a real database, isolation, faults, the browser:"
nice -n 5 "$python" -m pytest -n 2 --dist loadfile --ignore tests/api --ignore tests/hostile "$@" 2>&1 | tee "$main" || status=1
wait "$others" || status=1
cat "$kept"
if [ $status -ne 0 ]; then
  echo "What failed:"
  grep -hE "^(FAILED|ERROR) " "$main" "$kept" | cut -c -300
fi
exit $status
