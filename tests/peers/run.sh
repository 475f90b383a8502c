#!/usr/bin/env bash
# Content, head and publication days on public benchmarks, annals beside its peers, on the same files in the same run.
#   tests/peers/run.sh CORPUS [WORK]
# CORPUS holds content/aeb, content/wcxb and pubdate; WORK keeps the peers, their environment and the unpacked pages (default: target/peers).
# The peers are tools outside the crate's dependencies: installed here, the Rust ones from their own crate, the Python ones from PyPI.
set -euo pipefail
corpus=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${2:-$root/target/peers}; mkdir -p "$work/results"; work=$(realpath "$work")
step() { printf '\n== %s\n' "$*"; }

step "the peers"
# `score.py` reads TOML, so Python 3.11 or later.
python3 -c 'import ensurepip, tomllib, venv' 2>/dev/null || { apt-get update -q && apt-get install -qy python3 python3-venv; }
if ! "$work/venv/bin/python" -c 'import trafilatura, htmldate, newspaper' 2>/dev/null; then
  python3 -m venv --clear "$work/venv"
  "$work/venv/bin/pip" install --quiet --upgrade pip
  "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
cargo build --quiet --release --manifest-path "$here/Cargo.toml" --target-dir "$work/target"
cargo build --quiet --release --manifest-path "$root/Cargo.toml"
"$work/venv/bin/pip" list 2>/dev/null | grep -iE '^(trafilatura|htmldate|newspaper4k) '
grep -A1 -E '^name = "(dom_smoothie|libreadability|rs-trafilatura)"' "$here/Cargo.lock" | grep -oE '"[^"]+"' | paste - -

for set in content/aeb content/wcxb pubdate; do
  pages=$work/pages/$(basename $set)
  mkdir -p "$pages"
  for file in "$corpus/$set"/html/*.gz; do
    page=$pages/$(basename "$file" .gz)
    [ -s "$page" ] || gunzip -c "$file" > "$page"
  done
done

annals() { "$root/target/release/annals" text --format jsonl "$work/pages/$1" > "$work/results/$1/annals.jsonl"; }
rust() { "$work/target/release/annals-peers" "$2" "$work/pages/$1" > "$work/results/$1/$2.jsonl" 2>> "$work/times.tsv" || true; }
python() { "$work/venv/bin/python" "$here/peers.py" "$2" "$work/pages/$1" > "$work/results/$1/$2.jsonl" 2>> "$work/times.tsv"; }
measure() { # SET KIND GOLD PEERS…
  local set=$1 kind=$2 gold=$3; shift 3
  mkdir -p "$work/results/$set"; : > "$work/times.tsv"
  annals "$set"
  rust "$set" scraper
  for peer in "$@"; do
    # What a peer makes of the same pages does not change: its results are kept until WORK is deleted.
    [ -s "$work/results/$set/$peer.jsonl" ] && continue
    case $peer in dom_smoothie|libreadability|rs-trafilatura) rust "$set" "$peer" ;; *) python "$set" "$peer" ;; esac
  done
  "$work/venv/bin/python" "$here/score.py" "$kind" "$gold" --floors "$here/floors.toml" --set "$set" "$work/results/$set/annals.jsonl" \
    $(for peer in "$@"; do echo "$work/results/$set/$peer.jsonl"; done)
  [ ! -s "$work/times.tsv" ] || { echo "seconds in calls, and times scraper's parsing alone (this run):"; ratios; }
}
ratios() { # of the times of the last set
  local base; base=$(awk '$1 == "scraper" { print $2 }' "$work/times.tsv")
  awk -v base="${base:-0}" 'NF == 2 && $2 + 0 > 0 { printf "%-24s %8.2f", $1, $2; if (base > 0) printf " %7.1f x", $2 / base; print "" }' "$work/times.tsv"
}

step "article-extraction-benchmark, body"
measure aeb shingles "$corpus/content/aeb/gold.jsonl" trafilatura trafilatura-precision rs-trafilatura libreadability dom_smoothie
step "WCXB, body and head"
measure wcxb words "$corpus/content/wcxb/gold.jsonl" trafilatura rs-trafilatura libreadability dom_smoothie newspaper4k
step "htmldate's evaluation, day of publication"
measure pubdate days "$corpus/pubdate/gold.tsv" htmldate newspaper4k trafilatura
