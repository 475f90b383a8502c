#!/usr/bin/env bash
# The report in a real browser: Debian's chromium, driven by Playwright, with axe-core as the judge of accessibility.
#   tests/report/run.sh ANNALS [WORK]
# ANNALS is the binary; WORK keeps the environment and the pages that are made for the test (default: target/report). What is missing is
# installed; what cannot be installed fails the run. Checks search, filters, sorting, evidence both ways, the way by keyboard, that hostile pages
# are inert, that nothing outside is asked, and how long a dataset of 5,000 announcements takes to open and to search.
# PICTURES=1 writes the pictures of docs/pictures in place of checking.
set -euo pipefail
annals=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${2:-$root/target/report}; mkdir -p "$work"; work=$(realpath "$work")
export DEBIAN_FRONTEND=noninteractive
if ! command -v chromium >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; fi
python3 -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3 python3-venv >/dev/null; }
command -v npm >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends npm >/dev/null; }
if ! "$work/venv/bin/python" -c 'import playwright' 2>/dev/null; then
  python3 -m venv --clear "$work/venv"
  "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
[ -s "$work/node_modules/axe-core/axe.min.js" ] || npm install --silent --no-audit --no-fund --no-save --prefix "$work" axe-core@4.14.1
[ -d "$work/many" ] || python3 "$here/many.py" "$work/many" 5000

step() { printf '\n-- %s\n' "$*"; }
step "three reports"
"$annals" report --project "$root" -o "$work/fixtures.html"
"$annals" report "$here/hostile" -o "$work/hostile.html"
TIMEFORMAT='5,000 pages are read and written in %R s'
time "$annals" report "$work/many" -o "$work/many.html"
step "in chromium"
"$work/venv/bin/python" "$here/check.py" "$(command -v chromium)" "$work" ${PICTURES:+"$root/docs/pictures"}
