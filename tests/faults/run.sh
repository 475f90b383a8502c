#!/usr/bin/env bash
# Faults that need more than a process may: full disks, by small file systems in memory, and clocks that jump. What a process can do to itself is in tests/faults.rs.
#   tests/faults/run.sh ANNALS
# ANNALS is the binary, built with the feature `fetch`. Needs faketime, python3 and the right to mount a tmpfs, of the system or in a name space of its
# own (unshare); what is missing is installed where it can be, and else the check fails: it never passes over a fault in silence.
# After each fault the dataset is the old one, complete; the message names the file and the remedy; and the next run gives the bytes of an undisturbed one.
set -euo pipefail
annals=$(realpath "$1"); self=$(realpath "$0")
if ! command -v faketime >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends faketime >/dev/null
fi
for tool in faketime python3 mount; do command -v "$tool" >/dev/null || { echo "error: $tool is not installed"; exit 1; }; done
if [ -z "${IN_NAMESPACE:-}" ]; then
  # Whatever is mounted below goes with the name space; loopback works in the old network.
  for how in "unshare --mount" "unshare --mount --map-root-user"; do
    if $how mount -t tmpfs none /mnt 2>/dev/null; then IN_NAMESPACE=1 exec $how bash "$self" "$annals"; fi
  done
  echo "error: no tmpfs can be mounted: run as root, or allow user name spaces"; exit 1
fi
work=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null || true; umount "$work/disk" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "error: $*"; exit 1; }
sums() { (cd "$1/output" && find . -type f | sort | xargs sha256sum); }

page() { # NUMBER VERSION
  printf '<html lang=en><title>Lecture %s</title><h1>Public lecture %s</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on "Law and Water %s" on %s May 2024.</p>%s' \
    "$1" "$1" "$2" "$(($1 % 28 + 1))" "$(printf '<p>The harbour was full of boats that evening, and people walked along the quay.</p>%.0s' 1 2 3 4 5 6)"
}
project() { # FOLDER VERSION
  mkdir -p "$1/pages"
  printf '[[source]]\npath = "pages"\n[output]\nformats = ["csv", "json", "jsonl", "ics", "jsonld"]\n' > "$1/annals.toml"
  for number in $(seq 20); do page "$number" "$2" > "$1/pages/$number.html"; done
}

for version in 1 2; do
  project "$work/calm" $version
  "$annals" build --quiet --project "$work/calm"
  sums "$work/calm" > "$work/version-$version"
done
diff -q "$work/version-1" "$work/version-2" >/dev/null && fail "the two versions are one"

# A disk that is full while a project is built: with the old dataset on it, then ever more room.
mkdir "$work/disk"; failed=0
for room in 0 4 8 16 32 48 64 96 128 192 256 384 512 768 1024 1536 2048 4096; do
  mount -t tmpfs -o size=64m none "$work/disk"
  project "$work/disk" 1
  "$annals" build --quiet --project "$work/disk"
  project "$work/disk" 2
  used=$(df -k --output=used "$work/disk" | tail -1)
  mount -o remount,size=$((used + room))k "$work/disk"
  if "$annals" build --quiet --project "$work/disk" 2> "$work/said"; then code=0; else code=$?; fi
  case $code in
    0) sums "$work/disk" | diff -q - "$work/version-2" >/dev/null || fail "$room kB: not the new dataset" ;;
    4) failed=$((failed + 1))
       sums "$work/disk" | diff - "$work/version-1" || fail "$room kB: not the old dataset"
       grep -q 'No space left on device' "$work/said" && grep -q 'help: .*space' "$work/said" || fail "$room kB: $(cat "$work/said")"
       [ ! -e "$work/disk/.output.new" ] || fail "$room kB: what was begun is left behind" ;;
    *) fail "$room kB: exit code $code: $(cat "$work/said")" ;;
  esac
  mount -o remount,size=64m "$work/disk"
  "$annals" build --quiet --project "$work/disk"
  sums "$work/disk" | diff -q - "$work/version-2" >/dev/null || fail "$room kB: the next run gives something else"
  umount "$work/disk"
  [ $code = 4 ] || break
done
[ $code = 0 ] && [ $failed -ge 4 ] || fail "$failed sizes were too small, and the last gave exit code $code"
echo "full disk: $failed sizes too small, the old dataset each time; then $room kB were enough"

# A full disk for what is put aside while pages are read and rows are put in order.
mount -t tmpfs -o size=4k none "$work/disk"; cp /dev/zero "$work/disk/full" 2>/dev/null || true
project "$work/calm" 1
if TMPDIR="$work/disk" "$annals" extract "$work/calm/pages" -o "$work/new" 2> "$work/said"; then fail "no room in TMPDIR, and no word of it"; fi
grep -q "$work/disk" "$work/said" && grep -q TMPDIR "$work/said" && [ ! -e "$work/new" ] || fail "TMPDIR: $(cat "$work/said")"
umount "$work/disk"
echo "full TMPDIR: named"

# Clocks. Nothing of a build depends on one, nor on the zone it is in.
for clock in '1970-01-02 00:00:00' '2038-01-20 00:00:00' '2099-12-31 23:59:59'; do
  rm -rf "$work/calm/.annals" "$work/calm/output"
  project "$work/calm" 1
  TZ=Pacific/Kiritimati FAKETIME_DONT_FAKE_MONOTONIC=1 faketime "$clock" "$annals" build --quiet --project "$work/calm"
  sums "$work/calm" | diff -q - "$work/version-1" >/dev/null || fail "another dataset at $clock"
done
echo "clock: the same bytes in 1970, 2038 and 2099"

# A project on the web, of which the clock jumps between two runs and in the middle of one that is killed.
web() { # COMMAND, at the time in $clock
  FAKETIME_DONT_FAKE_MONOTONIC=1 faketime "$clock" "$annals" "$@" --quiet --project "$work/web"
}
mkdir -p "$work/web" "$work/www"
for number in 1 2 3; do page $number 1 > "$work/www/$number.html"; done
python3 -u -m http.server --bind 127.0.0.1 --directory "$work/www" 0 > "$work/log" 2>&1 & server=$!
until port=$(grep -oE 'port [0-9]+' "$work/log" | grep -oE '[0-9]+'); do sleep 0.1; done
cat > "$work/web/annals.toml" <<T
[[source]]
urls = ["http://127.0.0.1:$port/1.html", "http://127.0.0.1:$port/2.html", "http://127.0.0.1:$port/3.html"]
[fetch]
contact = "web@example.org"
allow_private = true
rate = 0
T
clock='2026-03-01 12:00:00'; web refresh; sums "$work/web" > "$work/before"
for clock in '2046-03-01 12:00:00' '2026-03-01 12:00:05' '1999-01-01 00:00:00' '2026-03-02 12:00:00'; do
  asked=$(grep -c 'GET /[123].html' "$work/log")
  web refresh || fail "refresh at $clock"
  [ "$(grep -c 'GET /[123].html' "$work/log")" = $((asked + 3)) ] || fail "at $clock the pages were not asked for"
  sums "$work/web" | diff -q - "$work/before" >/dev/null || fail "the dataset changes with the clock, at $clock"
done
# A run that began in 2046 by a clock that was wrong, and was killed, is not the run of today: everything is asked again.
head -c -40 "$(ls "$work/web/archive"/run-*.warc.gz | tail -1)" > "$work/torn"; cp "$work/torn" "$(ls "$work/web/archive"/run-*.warc.gz | tail -1)"
# The server tells times of files in whole seconds.
page 2 2 > "$work/www/2.html"; touch -d '+1 hour' "$work/www/2.html"; clock='2026-03-03 12:00:00'; web refresh
grep -q 'Law and Water 2' "$work/web/output/talks.csv" || fail "a changed page is not read after the clock jumped"
# The disk is full while pages are fetched: what is kept is whole, and the next run goes on.
mount -t tmpfs -o size=64m none "$work/disk"; cp -r "$work/web/." "$work/disk/"; rm -rf "$work/disk/archive"
used=$(df -k --output=used "$work/disk" | tail -1); mount -o remount,size=$((used + 4))k "$work/disk"
if "$annals" fetch --quiet --project "$work/disk" 2> "$work/said"; then fail "pages are fetched onto a full disk"; fi
grep -q 'No space left on device' "$work/said" && grep -q 'help: ' "$work/said" || fail "fetch: $(cat "$work/said")"
mount -o remount,size=64m "$work/disk"; "$annals" refresh --quiet --project "$work/disk"
sums "$work/disk" > "$work/after"; sums "$work/web" | diff - "$work/after" || fail "the next run after a full disk gives something else"
echo "web: a clock that jumps by years, and a full disk: the same pages, the same dataset"
