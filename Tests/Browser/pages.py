"""What every page that churnlab writes must pass, in a real browser."""

import atexit
import functools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import altair
import jsonschema
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "Tests" / "Screenshots"
LARGEST = 1_500_000
SCHEMA = json.loads((pathlib.Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json").read_text())
DRAWN = "document.documentElement.dataset.charts !== undefined"


def churnlab(*arguments, expect=0):
    """Runs the program that Scripts/test built; its standard output."""
    done = subprocess.run([os.environ["CHURNLAB"], *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == expect, f"churnlab {' '.join(arguments)} ended with {done.returncode}: {done.stderr}"
    return done.stdout


@functools.cache
def chromium():
    """One for all tests; it goes with the process."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    # Pages are our own files, and a sandbox needs rights that a container may not give.
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    atexit.register(browser.close)
    return browser


class Browser(unittest.TestCase):
    """A folder that goes with the tests of a class, and pages to look at."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="churnlab-browser-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.chromium = chromium()
        cls.seen = {}

    def see(self, file, width=1400, scheme="light"):
        """The page, drawn, for tests that only look: it is kept for the next one."""
        key = (file, width, scheme)
        if key not in self.seen:
            self.seen[key] = (self.open(file, width, scheme, keep=True), self.said, self.asked)
        page, self.said, self.asked = self.seen[key]
        return page

    def open(self, file, width=1400, scheme="light", script=True, keep=False):
        """The page, drawn; what it said and asked for is in `said` and `asked`."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
        (type(self).addClassCleanup if keep else self.addCleanup)(context.close)
        page = context.new_page()
        self.said, self.asked = [], []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(file.as_uri())
        if script:
            page.wait_for_function(DRAWN, timeout=120_000)
        return page


class PageChecks:
    """Mixed into a test of one page: `file` is the page, `name` that of its screenshots, `charts` how many it has at least."""

    file: pathlib.Path
    name: str
    charts = 1

    def test_loads_nothing_and_says_nothing(self):
        for scheme in ["light", "dark"]:
            self.see(self.file, scheme=scheme)
            self.assertEqual(self.said, [])
            self.assertEqual([url for url in self.asked if not url.startswith("blob:")], [self.file.as_uri()])

    def test_is_one_small_file_without_links_to_other_sites(self):
        self.assertLess(self.file.stat().st_size, LARGEST)
        page = self.see(self.file)
        links = page.eval_on_selector_all("[href], [src]", "all => all.map(e => e.getAttribute('href') ?? e.getAttribute('src'))")
        self.assertTrue(links)
        self.assertEqual([link for link in links if not link.startswith("#")], [])
        self.assertEqual(
            page.eval_on_selector_all("a[href]", "all => all.filter(a => !document.querySelector(a.getAttribute('href'))).length"), 0)

    def test_every_chart_has_marks(self):
        page = self.see(self.file)
        marks = page.eval_on_selector_all(
            ".plot",
            """all => all.map(plot => [plot.id, [...plot.querySelectorAll('.mark-group .role-mark path, .role-mark rect, .role-mark text')]
              .filter(mark => { const box = mark.getBoundingClientRect(); return box.width > 0 || box.height > 0; }).length])""")
        self.assertGreaterEqual(len(marks), self.charts)
        self.assertEqual([name for name, count in marks if count == 0], [])

    def test_specifications_are_of_vega_lite(self):
        page = self.see(self.file)
        specs = page.eval_on_selector_all("script[id$=-spec]", "all => all.map(e => [e.id, e.textContent])")
        self.assertGreaterEqual(len(specs), self.charts)
        config = json.loads(page.eval_on_selector("#charts-config", "e => e.textContent"))
        validator = jsonschema.Draft7Validator(SCHEMA)
        for name, text in specs:
            spec = json.loads(text) | {"config": config}
            self.assertEqual([f"{name}: {error.message[:300]}" for error in validator.iter_errors(spec)], [])

    def test_every_chart_has_a_table(self):
        page = self.see(self.file)
        rows = page.eval_on_selector_all(
            ".plot", "all => all.map(plot => document.getElementById(plot.dataset.table).tBodies[0].rows.length)")
        self.assertGreaterEqual(len(rows), self.charts)
        self.assertNotIn(0, rows)

    def test_both_themes_can_be_read(self):
        for scheme in ["light", "dark"]:
            page = self.see(self.file, scheme=scheme)
            self.assertEqual(page.evaluate(UNREADABLE), [])

    def test_the_theme_changes_by_keyboard(self):
        page = self.open(self.file)
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.querySelector('.role-axis-title text')).fill")
        page.focus("button.theme")
        page.keyboard.press("Enter")
        self.assertNotEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), before)
        self.assertNotEqual(page.evaluate("getComputedStyle(document.querySelector('.role-axis-title text')).fill"), ink)
        self.assertEqual(page.evaluate(UNREADABLE), [])

    def test_it_can_be_walked_by_keyboard(self):
        page = self.open(self.file)
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.className"), "skip")
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith("#content"))
        unnamed = """[...document.querySelectorAll('[role=region], table, figure, section, nav, button')].filter(e =>
          !e.getAttribute('aria-labelledby') && !e.getAttribute('aria-label') && !e.textContent.trim()).length"""
        self.assertEqual(page.evaluate(unnamed), 0)
        headings = page.eval_on_selector_all("h1, h2, h3", "all => all.map(e => Number(e.tagName[1]))")
        self.assertEqual(headings[0], 1)
        self.assertTrue(all(b <= a + 1 for a, b in zip(headings, headings[1:])), headings)

    def test_it_fits_a_phone(self):
        page = self.see(self.file, width=400)
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 400)

    def test_without_scripts_the_tables_can_be_opened(self):
        page = self.open(self.file, script=False)
        self.assertTrue(page.locator("noscript").count() > 0)
        page.locator("details.behind summary").first.click()
        self.assertTrue(page.locator("details.behind table").first.is_visible())

    def test_every_number_carries_a_pointer(self):
        bare = self.see(self.file).evaluate(BARE)
        self.assertEqual(bare, [])

    def test_legends_filter_by_keyboard(self):
        page = self.open(self.file)
        entry = page.locator(".role-legend-symbol path[role=button]").first
        self.assertTrue(entry.get_attribute("aria-label").startswith("Show only "))
        marks = "e => e.closest('.plot').querySelector('svg').outerHTML"
        before = entry.evaluate(marks)
        entry.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        self.assertNotEqual(entry.evaluate(marks), before)
        self.assertEqual(self.said, [])

    def test_it_prints(self):
        page = self.open(self.file)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 690, "height": 980})
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 690)
        self.assertEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
        self.assertFalse(page.locator("nav").is_visible())
        wide = "all => all.filter(e => e.getBoundingClientRect().width > e.parentElement.getBoundingClientRect().width + 1).length"
        self.assertEqual(page.eval_on_selector_all(".plot svg", wide), 0)
        self.assertGreater(len(page.pdf(format="A4")), 50_000)

    def test_screenshots(self):
        SCREENSHOTS.mkdir(exist_ok=True)
        for width, scheme in [(1400, "light"), (1400, "dark"), (400, "light"), (400, "dark")]:
            page = self.see(self.file, width=width, scheme=scheme)
            target = SCREENSHOTS / f"{self.name}-{width}-{scheme}.png"
            page.screenshot(path=target, full_page=True)
            self.assertGreater(target.stat().st_size, 50_000)


# Texts with a number that no pointer leads from; what the page itself says of intervals, folds and files has none.
BARE = r"""() => {
  const own = /95\s%|\b5\s%|from 0 to 1|SHA-256|[Ff]olds? \d+|1 std|F1|AUC of 0\.5|score of 0\.5|\(\d[\d,]* rows?\)|below 0\.0001/g;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const bare = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.parentElement.closest('script, style, noscript, .plot, [data-pointer]')) continue;
    if (/\d/.test(node.data.replace(own, ''))) bare.push(node.data);
  }
  return bare;
}"""

# Texts whose contrast with what is behind them is below 4.5 to 1 (WCAG 2, level AA).
UNREADABLE = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = channels(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('h1, h2, h3, p, a, dt, dd, li, th, td, caption, summary, button, code')]
    .map(e => [e, getComputedStyle(e).color])
    .concat([...document.querySelectorAll('.plot .role-axis-label text, .plot .role-axis-title text, .plot .role-legend-label text')]
      .map(e => [e, getComputedStyle(e).fill]));
  return texts.filter(([e]) => e.getClientRects().length && e.textContent.trim()).filter(([e, colour]) => {
    const [a, b] = [light(channels(colour)), light(behind(e))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5;
  }).map(([e]) => e.tagName + ' ' + e.textContent.slice(0, 40)).slice(0, 5);
}"""
