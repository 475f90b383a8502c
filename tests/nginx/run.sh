#!/usr/bin/env bash
# A run against a real server: nginx on this machine serves pages of 20 kB by a sitemap, annals refreshes a project twice, politeness off.
#   tests/nginx/run.sh ANNALS [PAGES]
# ANNALS is the binary, built with the feature `fetch`; PAGES defaults to 2000. The second run must transfer no body, ask at least 95 % of
# the pages conditionally with success, and change no output byte. Prints pages a second with extraction, beside what wrk asks of the
# same server, the processor time of a page (which neighbours on a busy machine disturb less) and the peak memory.
set -euo pipefail
annals=$(realpath "$1"); pages=${2:-2000}
need=(); for tool in nginx wrk /usr/bin/time; do command -v "$tool" >/dev/null || need+=("$(basename "$tool")"); done
if [ "${#need[@]}" -gt 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
work=$(mktemp -d); trap 'nginx -p "$work" -c "$work/nginx.conf" -s stop 2>/dev/null; rm -rf "$work"' EXIT
chmod 755 "$work"  # nginx serves as another user
mkdir -p "$work/www/p" "$work/project"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 - "$work" "$pages" "$port" <<'P'
import sys
work, pages, port = sys.argv[1], int(sys.argv[2]), sys.argv[3]
names = ["Ann", "Mary", "Peter", "Jane", "Paul", "Lucy"]
filler = "<p>The harbour was full of boats that evening, and people walked along the quay until it was dark. " * 8 + "</p>"
page = "<html lang=en><head><title>{t}</title></head><body><main><h1>{t}</h1><p>{who} will speak on {d} May 2024 at 14:00 in Room {n}.</p>{f}</main></body></html>"
urls = []
for n in range(pages):
    who = f"Dr. {names[n % 6]} Hollis{'abcdefghij'[n // 6 % 10]}{'klmnopqrst'[n // 60 % 10]}"
    text = page.format(t=f"Harbour Lecture {n}", who=who, d=n % 28 + 1, n=100 + n % 900, f=filler * 25)
    open(f"{work}/www/p/{n}.html", "w").write(text)
    urls.append(f"<url><loc>http://127.0.0.1:{port}/p/{n}.html</loc></url>")
open(f"{work}/www/sitemap.xml", "w").write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(urls) + "</urlset>")
P
cat > "$work/nginx.conf" <<N
daemon on; pid $work/nginx.pid; error_log $work/error.log; worker_processes 1;
events { worker_connections 1024; }
http {
  types { text/html html; application/xml xml; }
  log_format short '\$status \$body_bytes_sent \$uri'; access_log $work/access.log short;
  client_body_temp_path $work/b; proxy_temp_path $work/x; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server { listen 127.0.0.1:$port; root $work/www; }
}
N
nginx -p "$work" -c "$work/nginx.conf"
cat > "$work/project/annals.toml" <<T
[[source]]
sitemap = "http://127.0.0.1:$port/sitemap.xml"
[fetch]
contact = "web@example.org"
allow_private = true
rate = 0
concurrency = 32
T
refresh() {
  /usr/bin/time -f "%e %M %U %S" -o "$work/time" "$annals" refresh --quiet --project "$work/project" >/dev/null
  read -r seconds peak user system < "$work/time"
  python3 -c "print(f'$1: {$pages / max($seconds, 0.01):.0f} pages a second with extraction, {($user + $system) / $pages * 1000:.2f} ms of processor a page, peak $(( peak / 1024 )) MB')"
}
refresh "first run"
good=$(grep -c '^200 .* /p/' "$work/access.log" || true)
[ "$good" = "$pages" ] || { echo "error: $good of $pages pages were served, each must be asked once"; exit 1; }
(cd "$work/project/output" && find . -type f | sort | xargs sha256sum) > "$work/before"
: > "$work/access.log"
refresh "second run"
unchanged=$(grep -c '^304 0 /p/' "$work/access.log" || true)
bodies=$(grep '/p/' "$work/access.log" | grep -vc '^304 0 ' || true)
echo "second run: $unchanged of $pages not modified, $bodies with a body"
[ "$((unchanged * 100))" -ge "$((pages * 95))" ] && [ "$bodies" = 0 ] || { echo "error: unchanged pages were transferred again"; exit 1; }
(cd "$work/project/output" && find . -type f | sort | xargs sha256sum) | cmp - "$work/before" || { echo "error: output changed though no page did"; exit 1; }
wrk -t1 -c32 -d3s "http://127.0.0.1:$port/p/0.html" | awk '/Requests\/sec/ {print "wrk on the same server: " $2 " requests a second"}'
