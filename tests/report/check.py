"""What a person does with a report, done in a browser: check.py CHROMIUM WORK [PICTURES]. Each check says what it found; the first that fails ends the run."""
import os
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

# Seconds on one slow core: until the report of 5,000 announcements shows its findings, its largest sheet, and what a search finds there.
OPEN, SHEET, SEARCH = 6.0, 6.0, 2.0


class Checks:
    def __init__(self, browser, work):
        self.browser, self.work, self.done = browser, work, 0

    @contextmanager
    def report(self, name, scheme="light", **options):
        """A page with the report, which must say nothing to the console and ask nobody for anything."""
        context = self.browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport={"width": 1440, "height": 900}, **options)
        page = context.new_page()
        said, asked, address = [], [], (self.work / name).as_uri()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.locator("main h1").wait_for(timeout=30_000)
        yield page
        self.equal(f"{name}: nothing in the console", said, [])
        outside = [url for url in asked if url.split("#")[0] != address and not url.startswith("data:")]
        self.equal(f"{name}: nothing asked of others", outside, [])
        context.close()

    def true(self, what, truth):
        if not truth:
            sys.exit(f"failed: {what}")
        self.done += 1
        print(f"ok  {what}")

    def equal(self, what, found, expected):
        if found != expected:
            sys.exit(f"failed: {what}\n  expected {expected!r}\n  found    {found!r}")
        self.done += 1
        print(f"ok  {what}")


def go(page, route):
    page.evaluate("route => { location.hash = '#/' + route }", route)
    page.wait_for_function("route => document.querySelector('main').dataset.path === route && document.querySelector('main h1')", arg=route.split("?")[0])


def rows(page):
    return page.locator("main tbody tr").count()


def told(page):
    return page.locator("main .told").inner_text()


def column(page, name):
    at = page.locator("main thead th").evaluate_all("(heads, name) => heads.findIndex((head) => head.dataset.name === name)", name)
    return page.locator(f"main tbody tr td:nth-child({at + 1})").all_inner_texts()


def tables(checks):
    with checks.report("fixtures.html") as page:
        checks.true("findings come first", page.locator("main h2").first.inner_text().startswith("Findings"))
        go(page, "table/who_spoke")
        everything = told(page)
        page.fill("#search", "université")
        some = told(page)
        checks.true(f"a search finds some rows ({some})", " of " in some and not some.startswith("0 "))
        page.fill("#search", "UNIVERSITE")
        checks.equal("case and accents do not matter", told(page), some)
        page.fill("#search", "")
        checks.equal("without a search all rows are back", told(page), everything)
        page.select_option("main .filters label:has-text('Role') select", "keynote")
        checks.equal("a filter leaves rows of its value only", set(column(page, "role")), {"keynote"})
        checks.true("what is shown stands in the address", "f.role=keynote" in page.url)
        page.reload()
        page.locator("main tbody tr").first.wait_for()
        checks.equal("and is shown again from the address", set(column(page, "role")), {"keynote"})
        page.click("main .filters button")
        checks.equal("filters are cleared", told(page), everything)
        page.click("th[data-name=person] button")
        names = column(page, "person")
        checks.equal("a click sorts", page.get_attribute("th[data-name=person]", "aria-sort"), "ascending")
        page.click("th[data-name=person] button")
        checks.equal("another sorts the other way", page.get_attribute("th[data-name=person]", "aria-sort"), "descending")
        checks.true("rows are in another order", column(page, "person") != names)
        first = page.locator("main tbody tr").first.inner_text()
        page.click(".pager button:has-text('Next')")
        checks.true("there is a next page of rows", page.locator("main tbody tr").first.inner_text() != first)
        for table in page.locator("#nav a[data-route^='table/']").evaluate_all("links => links.map((link) => [link.dataset.route, Number(link.querySelector('.count').textContent.replace(/,/g, ''))])"):
            go(page, table[0])
            page.locator("main .told").wait_for()
            checks.equal(f"{table[0]} shows its {table[1]} rows", (told(page).replace(",", ""), rows(page)), (f"{table[1]} row{'' if table[1] == 1 else 's'}", min(table[1], 50)))


def evidence(checks):
    with checks.report("fixtures.html") as page:
        go(page, "table/who_spoke?q=professor")
        page.locator("main tbody a.place").first.click()
        page.locator("main mark.on").first.wait_for()
        checks.true("a row leads to its place on the page", page.locator(".value[aria-expanded=true]").count() == 1)
        value = page.locator(".values section.k-people .value:not(:has(small))").first
        value.click()
        quote = page.locator(".details q").first.inner_text()
        marked = "".join(page.locator("mark.on").all_inner_texts())
        checks.equal("a value leads to its quote in the text", " ".join(marked.split()), " ".join(quote.strip('“”"').split()))
        checks.true("it tells its rule and how sure it is", page.locator(".details code").first.inner_text() != "" and page.locator(".values .meter").count() > 0)
        mark = page.locator("mark.k-institutions").first
        mark.click()
        checks.true("a place leads to its value", page.locator(".value[aria-expanded=true]").evaluate("button => button.closest('section').className").find("k-") > 0)
        checks.true("and its value is seen", page.locator(".value[aria-expanded=true]").evaluate("button => { const box = button.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"))
        text = page.locator("#text").evaluate("text => [...text.querySelectorAll('mark')].every((mark) => mark.dataset.of.split(' ').length > 0)")
        checks.true("every mark belongs to a value", text)
        page.locator(".legend input").first.uncheck()
        page.select_option(".legend select", "0.7")
        checks.true("only doubtful values are left", all(float(number.split()[-1]) < 0.7 for number in page.locator(".value:visible .meter").all_inner_texts()))


def quotes(checks):
    """The marks of all pages hold what their values quote."""
    with checks.report("fixtures.html") as page:
        wrong = page.evaluate("""async () => {
            const unpack = async (id) => JSON.parse(await new Response(new Blob([Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0))]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text());
            const meta = JSON.parse(document.getElementById('meta').textContent);
            let wrong = 0, seen = 0;
            for (let block = 0; block * meta.pages_a_block < meta.pages; block++) for (const page of await unpack(`texts-${block}`)) for (const value of page.values) {
                seen += 1;
                if (value[6] !== null && value[8] !== null) wrong += 1;
            }
            return [wrong, seen > 5000];
        }""")
        checks.equal("every place of the fixtures holds its quote", wrong, [0, True])


def keyboard(checks):
    with checks.report("fixtures.html") as page:
        page.keyboard.press("Tab")
        checks.equal("the first stop is the skip link", page.evaluate("document.activeElement.className"), "skip")
        page.keyboard.press("Enter")
        checks.equal("it leads to the content", page.evaluate("document.activeElement.id"), "main")
        go(page, "table/people")
        page.focus("th[data-name=name] button")
        page.keyboard.press("Enter")
        checks.equal("columns are sorted by keyboard", page.get_attribute("th[data-name=name]", "aria-sort"), "ascending")
        checks.true("and the focus stays", page.evaluate("document.activeElement.closest('th')?.dataset.name") == "name")
        go(page, "page/10")
        checks.equal("the text is one stop", page.locator("mark[tabindex='0']").count(), 1)
        page.locator("mark[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        checks.equal("arrows go from mark to mark", page.evaluate("[...document.querySelectorAll('mark')].indexOf(document.activeElement)"), 1)
        page.keyboard.press("Enter")
        checks.true("Enter goes to the value", page.evaluate("document.activeElement.matches('.value[aria-expanded=true]')"))
        checks.true("which is told", page.locator("#said").inner_text() != "")
        page.keyboard.press("Escape")
        checks.true("Escape comes back", page.evaluate("document.activeElement.matches('mark.on')"))
        checks.true("focus is seen", page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none")


def hostile(checks):
    with checks.report("hostile.html") as page:
        for route in ["findings", "pages", "timeline", "people", "page/0", "page/1", "table/who_spoke", "table/announcements", "table/evidence", "table/events", "table/__proto__", "constructor", "page/-1", "row/people/99"]:
            go_anywhere(page, route)
        checks.equal("no script of a page has run", page.evaluate("window.owned === undefined"), True)
        checks.equal("no element of a page exists", page.locator("main img, main svg, main script, main b, main iframe").count(), 0)
        schemes = set()
        for route in ["page/0", "page/1", "table/announcements", "table/evidence"]:
            go_anywhere(page, route)
            schemes |= set(page.locator("main a").evaluate_all("links => links.map((link) => link.protocol)"))
            checks.true(f"{route}: links that leave have no opener", page.locator("main a[target]:not([rel~=noopener])").count() == 0)
        checks.true(f"links lead to {sorted(schemes)} only", schemes <= {"file:", "http:", "https:", "mailto:"})
        texts = []
        for route in ["page/0", "page/1"]:
            go_anywhere(page, route)
            texts.append(page.locator("main").inner_text())
        checks.true("markup is shown as text", any("</script><script>window.owned = 3</script>" in text for text in texts))
        checks.true("controls that turn text are named", any("[U+202E]" in text for text in texts) and not any("\u202e" in text for text in texts))


def go_anywhere(page, route):
    page.evaluate("route => { location.hash = '#/' + route }", route)
    page.wait_for_timeout(250)


def accessible(checks, axe):
    for scheme in ["light", "dark"]:
        with checks.report("fixtures.html", scheme=scheme, bypass_csp=True) as page:
            page.evaluate(axe)
            for route in ["findings", "table/who_spoke", "table/evidence", "timeline", "people", "pages", "page/10", "row/people/1"]:
                go(page, route)
                page.wait_for_timeout(300)
                problems = page.evaluate("async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((one) => `${one.id}: ${one.nodes.length} × ${one.help}: ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].any.map((any) => any.message).join(' ')}`)")
                checks.equal(f"{scheme}, {route}: axe finds nothing", problems, [])


def guarded(checks):
    """What a mistake of ours would let through, the policy stops: another script, a picture, a question to a server, a form, a frame."""
    asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (BaseHTTPRequestHandler,), {"do_GET": lambda request: asked.append(request.path)}))
    Thread(target=server.serve_forever, daemon=True).start()
    page = checks.browser.new_page()
    page.goto((checks.work / "hostile.html").as_uri())
    page.locator("main h1").wait_for()
    stopped = page.evaluate("""async () => {
        const stopped = new Set();
        document.addEventListener('securitypolicyviolation', (event) => stopped.add(event.effectiveDirective));
        const tries = [
            () => { const script = document.createElement('script'); script.append('window.owned = 1'); document.body.append(script) },
            () => { document.body.insertAdjacentHTML('beforeend', '<b onclick="1">x</b>') },
            () => { document.body.setAttribute('onclick', 'window.owned = 2'); document.body.click() },
            () => { const style = document.createElement('style'); style.append('body { display: none }'); document.body.append(style) },
            () => { new Image().src = 'SERVER/picture' },
            () => fetch('SERVER/').catch(() => {}),
            () => { const frame = document.createElement('iframe'); frame.src = 'SERVER/'; document.body.append(frame) },
            () => { const base = document.createElement('base'); base.href = 'SERVER/'; document.head.append(base) },
        ];
        for (const attempt of tries) { try { await attempt() } catch { /* stopped at once */ } }
        await new Promise((done) => setTimeout(done, 300));
        return [...stopped].sort();
    }""".replace("SERVER", f"http://127.0.0.1:{server.server_port}"))
    checks.true(f"the policy stops {', '.join(stopped)}", {"base-uri", "connect-src", "frame-src", "img-src", "require-trusted-types-for", "style-src-elem"} <= set(stopped))
    checks.equal("what it stops has no effect", page.evaluate("[window.owned === undefined, document.querySelector('body b') === null, getComputedStyle(document.body).display !== 'none']"), [True, True, True])
    checks.equal("and nobody is asked", asked, [])
    page.close()


def themes(checks):
    with checks.report("fixtures.html", scheme="dark") as page:
        paper = lambda: page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        dark = paper()
        page.click("#theme")
        light = paper()
        checks.true("the switch outranks the system", dark != light)
        page.click("#theme")
        checks.equal("and goes back to dark", paper(), dark)


def narrow(checks):
    with checks.report("fixtures.html") as page:
        page.set_viewport_size({"width": 390, "height": 800})
        for route in ["findings", "table/who_spoke", "timeline", "people", "page/10"]:
            go(page, route)
            page.wait_for_timeout(200)
            checks.true(f"{route}: a telephone need not scroll sideways", page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def many(checks):
    began = time.monotonic()
    with checks.report("many.html") as page:
        opened = time.monotonic() - began
        size = (checks.work / "many.html").stat().st_size / 1e6
        checks.true(f"5,000 announcements ({size:.1f} MB) open in {opened:.2f} s, {OPEN} allowed", opened <= OPEN)
        checks.equal("all are there", page.locator("#nav a[data-route='table/announcements'] .count").inner_text(), "5,000")
        began = time.monotonic()
        go(page, "table/who_spoke")
        page.locator("main tbody tr").first.wait_for(timeout=60_000)
        sheet = time.monotonic() - began
        checks.true(f"the sheet ({told(page)}) is shown in {sheet:.2f} s, {SHEET} allowed", sheet <= SHEET)
        began = time.monotonic()
        page.fill("#search", "hollis bridges")
        page.wait_for_function("document.querySelector('main .told').textContent.includes(' of ')")
        first = time.monotonic() - began
        began = time.monotonic()
        page.fill("#search", "hollis bridges university")
        words = told(page)
        second = time.monotonic() - began
        checks.true(f"a first search takes {first:.2f} s, another {second:.2f} s ({words}), {SEARCH} allowed", max(first, second) <= SEARCH)
        began = time.monotonic()
        page.click("th[data-name=person] button")
        checks.true(f"sorting takes {time.monotonic() - began:.2f} s", page.get_attribute("th[data-name=person]", "aria-sort") == "ascending")
        began = time.monotonic()
        go(page, "page/4321")
        page.locator("main mark").first.wait_for(timeout=60_000)
        checks.true(f"a page is shown in {time.monotonic() - began:.2f} s", page.locator("main .value").count() > 5)
        began = time.monotonic()
        go(page, "table/evidence")
        page.locator("main tbody tr").first.wait_for(timeout=120_000)
        checks.true(f"the evidence of all pages ({told(page)}) is shown in {time.monotonic() - began:.2f} s", rows(page) == 50)


def pictures(checks, folder):
    """The pictures of the documentation, in few colours so that they are small; and, with ALL=1, every view in both schemes."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    scenes = [(name, scheme) for scheme in ["light", "dark"] for name in SCENES] if os.environ.get("ALL") else [("page", "light"), ("timeline", "dark")]
    for name, scheme in scenes:
        with checks.report("fixtures.html", scheme=scheme) as page:
            page.set_viewport_size({"width": 1360, "height": 850})
            go(page, SCENES[name])
            if name == "page":
                page.locator(".values section.k-events .value:has-text('Theme')").first.click()
            page.mouse.move(2, 2)
            page.wait_for_timeout(500)
            file = folder / f"report-{name}{f'-{scheme}' if os.environ.get('ALL') else ''}.png"
            page.screenshot(path=file)
            Image.open(file).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


SCENES = {"findings": "findings", "sheet": "table/who_spoke", "timeline": "timeline?year=2024", "people": "people", "page": "page/59", "row": "row/people/1", "pages": "pages"}


def main():
    chromium, work = sys.argv[1], Path(sys.argv[2])
    axe = (work / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        checks = Checks(browser, work.resolve())
        if len(sys.argv) > 3:
            return pictures(checks, Path(sys.argv[3]))
        for check in [tables, evidence, quotes, keyboard, hostile, guarded, themes, narrow, many]:
            check(checks)
        accessible(checks, axe)
        browser.close()
        print(f"\n{checks.done} passed, 0 failed")


main()
