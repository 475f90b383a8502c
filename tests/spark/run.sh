#!/usr/bin/env bash
# Spark over the wheel, on a cluster of this machine that loses a worker: the rows must be those of one machine.
#   tests/spark/run.sh [PAGES] [WARCS]
# Makes PAGES announcements (default: 20000) of people who do not exist, in as many Parquet files as WARC files (default: 40), and reads both on a standalone
# cluster of two workers. In the middle of each run one worker is killed with its executor. What is missing is installed; what cannot be installed, a worker that
# was not lost, a kill that came too late, and any row that differs fail the run. Keeps the environment in target/spark.
set -euo pipefail
pages=${1:-20000} warcs=${2:-40}
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=$root/target/spark; mkdir -p "$work"; bin=$work/venv/bin
step() { printf '\n-- %s\n' "$*"; }
export DEBIAN_FRONTEND=noninteractive

step "the wheel, and Spark"
python3 -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3 python3-venv >/dev/null; }
command -v java >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null; }
if ! cmp -s "$here/requirements.txt" "$work/requirements.txt"; then
  python3 -m venv --clear "$work/venv"
  "$bin/pip" install --quiet -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$work/"
fi
rm -rf "$work/dist"
"$bin/maturin" build --quiet --release --locked --strip --manifest-path "$root/python/Cargo.toml" --target-dir "${CARGO_TARGET_DIR:-$root/target}" --out "$work/dist"
"$bin/pip" install --quiet --force-reinstall --no-deps "$work"/dist/annals-*-cp310-abi3-*.whl

step "types, with those of Spark"
(cd "$work" && "$bin/mypy" --config-file "$root/python/pyproject.toml" --cache-dir "$work/mypy" -p annals_spark)
(cd "$here" && "$bin/mypy" --config-file "$root/python/pyproject.toml" --cache-dir "$work/mypy" .)

step "$pages pages, as Parquet and as WARC files"
run=$(mktemp -d)
declare -a groups=()
trap 'for group in "${groups[@]}"; do kill -9 -- "-$group" 2>/dev/null || true; done; rm -rf "$run"' EXIT
"$bin/python" "$here/pages.py" "$run/input" "$pages" "$warcs"
du -sh "$run/input"/* | sed "s|$run/||"

export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$bin/python PYSPARK_DRIVER_PYTHON=$bin/python SPARK_LOG_DIR=$run
SPARK_HOME=$("$bin/python" -c 'import pyspark; print(pyspark.__path__[0])')
unset SPARK_CONF_DIR SPARK_MASTER_HOST
daemon() { # LOG CLASS ARGUMENTS…: in a process group of its own, whose id is `group`
  setsid "$SPARK_HOME/bin/spark-class" "org.apache.spark.deploy.$2" "${@:3}" >"$run/$1.log" 2>&1 &
  group=$!; groups+=("$group"); disown
}
wait_for() { # LOG PATTERN: what matches
  for _ in $(seq 600); do grep -oE -m1 "$2" "$run/$1.log" && return; sleep 0.1; done
  cat "$run/$1.log"; echo "$1 says nothing of $2"; return 1
}
worker() { daemon "$1" worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 --cores 1 --memory 1500m --work-dir "$run/$1" "$master"; wait_for "$1" "Successfully registered with master" >/dev/null; }

step "a master and two workers"
daemon master master.Master --host 127.0.0.1 --port 0 --webui-port 0
master=$(wait_for master 'spark://127\.0\.0\.1:[0-9]+')
worker stays
for kind in parquet warc; do
  step "$kind: documents and the dataset, while a worker is lost"
  worker "lost-$kind"
  "$bin/python" "$here/job.py" "$master" "$run/input" "$kind" "$run/$kind" "$group" 2>"$run/$kind.log" || { tail -60 "$run/$kind.log"; exit 1; }
  grep -m1 "Lost executor" "$run/$kind.log" || { tail -60 "$run/$kind.log"; echo "no executor was lost"; exit 1; }
  if kill -0 -- "-$group" 2>/dev/null; then echo "the worker is still there"; exit 1; fi
done

step "the rows are those of one machine"
"$bin/python" "$here/compare.py" "$run/input" "$run/parquet" "$run/warc"

step "what a user does: a second run makes nothing again, options, errors"
PYTHONPATH="$root/python/tests" "$bin/python" -m pytest -c "$root/python/pyproject.toml" --rootdir "$here" -p no:cacheprovider "$here"
