#!/usr/bin/env bash
# The archive as another reader sees it: annals fetches pages from a server on this machine, and warcio checks every digest of what is kept.
#   tests/warc/run.sh ANNALS [WORK]
# ANNALS is the binary, built with the feature `fetch`; WORK keeps the environment (default: target/warc).
set -euo pipefail
annals=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${2:-$root/target/warc}; mkdir -p "$work"; work=$(realpath "$work")
if ! "$work/venv/bin/python" -c 'import warcio' 2>/dev/null; then
  python3 -m venv --clear "$work/venv"
  "$work/venv/bin/pip" install --quiet warcio==1.8.1
fi
project=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null; rm -rf "$project"' EXIT
"$work/venv/bin/python" -u -m http.server --bind 127.0.0.1 --directory "$root/fixtures" 0 >"$project/log" 2>&1 & server=$!
until port=$(grep -oE 'port [0-9]+' "$project/log" | grep -oE '[0-9]+'); do sleep 0.1; done
cat > "$project/annals.toml" <<TOML
[[source]]
urls = [$(cd "$root/fixtures" && find . -name page.html | sort | sed "s|^\./\(.*\)|\"http://127.0.0.1:$port/\1\",|")]
[fetch]
contact = "web@example.org"
allow_private = true
rate = 0
TOML
"$annals" fetch --project "$project"
"$annals" fetch --project "$project"
"$work/venv/bin/python" "$here/check.py" "$root/fixtures" "$project"/archive/run-*.warc.gz
