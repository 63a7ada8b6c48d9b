#!/usr/bin/env bash
# The tests use a real Redis and a real Chromium, gettext to look for untranslated messages, haproxy for
# restarts under load, and promtool to check the metrics. As root on a Debian machine they are installed; otherwise it is said what to install.
set -u
missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
command -v haproxy >/dev/null || missing+=(haproxy)
command -v promtool >/dev/null || missing+=(prometheus)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "Not installed: ${missing[*]}. The tests that need them are left out and listed at the end."
echo "To run them too: sudo apt-get install ${missing[*]}"
exit 0
