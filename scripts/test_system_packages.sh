#!/usr/bin/env bash
# The tests use a real Redis and a real Chromium, gettext to look for untranslated messages, haproxy for
# restarts under load, and promtool to check the metrics. As root on a Debian machine they are installed; otherwise it is said what to install.
set -u
missing=()
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
command -v redis-server >/dev/null || missing+=(redis-server)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
command -v haproxy >/dev/null || missing+=(haproxy)
command -v promtool >/dev/null || missing+=(prometheus)
# The same Chromium without what only a window shows: a tab costs a third. Where there is no such package, the other one does.
if ! command -v chromium-headless-shell >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing chromium-headless-shell for the tests, if there is one …"
  { timeout 120 apt-get update -qq && install chromium-headless-shell; } 2>/dev/null || echo "There is none: they use chromium."
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests …"
  apt-get update -qq && install "${missing[@]}" && exit 0
fi
echo "Not installed: ${missing[*]}. The tests that need them are left out and listed at the end."
echo "To run them too: sudo apt-get install ${missing[*]}"
exit 0
