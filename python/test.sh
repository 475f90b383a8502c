#!/usr/bin/env bash
# The Python package: builds the wheel as it is published, installs it into an environment of its own, and tests it there.
#   python/test.sh ANNALS [WORK]
# ANNALS is the binary that the wheel must agree with; WORK keeps the environment (default: target/python). What is missing is installed; what cannot be
# installed fails the run. Checks documents, tables and batches against the binary, that the interpreter's lock is given back, that the stubs say what is
# there, and that pages are read without pyarrow.
set -euo pipefail
annals=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/.." && pwd)
work=${2:-$root/target/python}; mkdir -p "$work"; work=$(realpath "$work"); bin=$work/venv/bin
step() { printf '\n-- %s\n' "$*"; }

step "the wheel"
python3 -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3 python3-venv >/dev/null; }
cmp -s "$work/requirements.txt" "$here/requirements.txt" || python3 -m venv --clear "$work/venv"
"$bin/pip" install --quiet -r "$here/requirements.txt"
cp "$here/requirements.txt" "$work/"
for file in LICENSE-MIT LICENSE-APACHE NOTICE; do cmp "$root/$file" "$here/licenses/$file"; done
rm -rf "$work/dist"
"$bin/maturin" build --quiet --release --locked --strip --manifest-path "$here/Cargo.toml" --target-dir "${CARGO_TARGET_DIR:-$root/target}" --out "$work/dist"
wheel=$(echo "$work"/dist/annals-*-cp310-abi3-*.whl)
"$bin/pip" install --quiet --force-reinstall --no-deps "$wheel"
"$bin/python" -m zipfile --list "$wheel"

step "tests"
cd "$here/tests"
ANNALS=$annals "$bin/python" -m pytest -c "$here/pyproject.toml" --rootdir "$here" -p no:cacheprovider .

step "types: those of documents are those of the schema, the stubs say what is there; the package and its tests are sound"
"$annals" schema | "$bin/python" "$here/document.py" | diff "$here/annals/document.py" -
"$bin/mypy" --config-file "$here/pyproject.toml" --cache-dir "$work/mypy" -p annals -p annals_spark
"$bin/mypy" --config-file "$here/pyproject.toml" --cache-dir "$work/mypy" .
"$bin/python" -m mypy.stubtest --mypy-config-file "$here/pyproject.toml" annals
