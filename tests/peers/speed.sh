#!/usr/bin/env bash
# The whole pipeline beside scraper's parser alone, trafilatura alone and spaCy, on the same pages, on one core, in the same run.
#   tests/peers/speed.sh FOLDER…
# WORK in the environment keeps the Python environment (default: target/peers). What is missing is installed; where it cannot be, this fails.
# LEAST in the environment is how many times faster than trafilatura annals must be (default: 10); below, this fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${WORK:-$root/target/peers}; least=${LEAST:-10}; mkdir -p "$work"
# One core for everybody.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

python3 -c 'import ensurepip, tomllib, venv' 2>/dev/null || { apt-get update -q && apt-get install -qy python3 python3-venv; }
"$work/venv/bin/python" -c '' 2>/dev/null || python3 -m venv --clear "$work/venv"
if ! "$work/venv/bin/python" -c 'import trafilatura, spacy' 2>/dev/null; then
  "$work/venv/bin/pip" install --quiet --upgrade pip
  "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt" -r "$here/requirements-speed.txt"
fi
"$work/venv/bin/pip" list 2>/dev/null | grep -iE '^(trafilatura|spacy) '

status=0
for folder in "$@"; do
  printf '\n-- %s\n' "$folder"
  ours=$(cargo bench --quiet --manifest-path "$root/Cargo.toml" --bench pipeline -- "$(realpath "$folder")")
  echo "$ours"
  seconds() { awk -v name="$1" 'index($0, name) == 1 { print substr($0, length(name) + 1) / 1000 }' <<<"$ours"; }
  theirs=$("$work/venv/bin/python" "$here/speed.py" "$folder")
  printf 'annals\t%s\nscraper\t%s\n%s\n' "$(seconds 'annals: whole pipeline')" "$(seconds 'scraper::Html::parse_document')" "$theirs" |
    awk -F'\t' -v least="$least" '
      NR == 1 { ours = $2 }
      { time[$1] = $2; printf "%-28s %9.3f s %8.1f times annals\n", $1, $2, $2 / ours }
      END {
        printf "%-28s %9.3f s %8.1f times annals\n", "trafilatura + spacy-rules", time["trafilatura"] + time["spacy-rules"], (time["trafilatura"] + time["spacy-rules"]) / ours
        printf "%-28s %9.3f s %8.1f times annals\n", "trafilatura + spacy-network", time["trafilatura"] + time["spacy-network"], (time["trafilatura"] + time["spacy-network"]) / ours
        if (time["trafilatura"] < least * ours) { printf "annals is less than %s times as fast as trafilatura\n", least; exit 1 }
      }' || status=1
done
exit $status
