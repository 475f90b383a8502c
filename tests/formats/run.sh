#!/usr/bin/env bash
# Every format as another program reads it: the same rows as in JSON, and nothing that a spreadsheet would run.
#   tests/formats/run.sh ANNALS [WORK]
# With ANNALS_MUTANTS, a folder of changed pages (cargo bench --bench mutants -- --write FOLDER), also the dataset of these.
# ANNALS is the binary, built with the features `xlsx`, `sqlite` and `parquet`; WORK keeps the environment and the datasets (default: target/formats).
# What is missing is installed; what cannot be installed fails the run.
set -euo pipefail
annals=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${2:-$root/target/formats}; mkdir -p "$work"; work=$(realpath "$work")
export DEBIAN_FRONTEND=noninteractive
python3 -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3 python3-venv >/dev/null; }
command -v soffice >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null; }
if ! cmp -s "$here/requirements.txt" "$work/requirements.txt"; then
  python3 -m venv --clear "$work/venv"
  "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$work/requirements.txt"
fi
python="$work/venv/bin/python"
formats=csv,json,jsonl,xlsx,sqlite,parquet,ics,jsonld
step() { printf '\n-- %s\n' "$*"; }
dataset() { "$annals" -q extract "$1" -o "$work/$2" --format "${@:3}"; }

step "the datasets, each written twice to the same bytes"
rm -rf "$work"/{fixtures,again,hostile,values,excel,raw}
dataset "$root/fixtures" fixtures "$formats"
dataset "$root/fixtures" again "$formats"
diff -r "$work/fixtures" "$work/again"
dataset "$here/hostile" hostile "$formats"
dataset "$here/values" values "$formats"
dataset "$here/hostile" excel csv,json --dialect excel
dataset "$here/hostile" raw csv,json --raw

sets=(fixtures hostile values)
if [ -n "${ANNALS_MUTANTS:-}" ]; then
  step "the dataset of changed pages"
  rm -rf "$work/mutants"
  # Some are no pages any more, which is told and no failure here.
  dataset "$ANNALS_MUTANTS" mutants "$formats" 2>/dev/null || [ $? -eq 3 ]
  sets+=(mutants)
fi
for set in "${sets[@]}"; do
  step "$set: the rows of each format are those of JSON"
  for reader in csv jsonl xlsx sqlite parquet ics jsonld datapackage; do "$python" "$here/read_$reader.py" "$work/$set"; done
done
step "CSV that Python wrote is read as our own"
for set in "${sets[@]}"; do
  "$python" "$here/rewrite_csv.py" "$work/$set" "$work/again-$set"
  "$annals" diff "$work/$set" "$work/again-$set"
done

step "CSV for Excel, and as it is"
"$python" "$here/read_csv.py" "$work/excel" --excel
"$python" "$here/read_csv.py" "$work/raw" --raw
"$python" "$here/read_datapackage.py" "$work/excel" "$work/raw"

step "the dataset of the repository as frictionless reads it, and the published schemas"
"$python" "$here/read_datapackage.py" "$root/output"
"$python" "$here/check_schema.py" "$root/docs/schema" "$work"/{fixtures,hostile,values}

step "in LibreOffice: no cell is a formula, but where raw cells were asked for"
for set in hostile excel raw; do
  rm -rf "$work/office/$set"
  soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" \
    --outdir "$work/office/$set" "$work/$set"/*.csv >/dev/null 2>&1
done
rm -rf "$work/office/book"
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" \
  --outdir "$work/office/book" "$work/hostile/dataset.xlsx" >/dev/null 2>&1
"$python" "$here/formulas.py" "$work/office/hostile" "$work/office/excel" "$work/office/book" --but "$work/office/raw"
