"""The web application, in a real browser, on a small run of the telco data."""

import csv
import functools
import pathlib
import re
import unittest

from pages import ROOT, SCREENSHOTS, UNREADABLE, Browser
from served import Place

HOSTILE = "<img src=x onerror=alert(1)>"


@functools.cache
def telco():
    """Two runs and their server, the same for all classes."""
    place = Place(["small", "other"])
    unittest.addModuleCleanup(place.close)
    return place


class Served(Browser):
    """Pages of a server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.make_place()
        cls.shelf, cls.runs, cls.address = cls.place.shelf, cls.place.runs, cls.place.server.address

    @classmethod
    def make_place(cls):
        return telco()

    def visit(self, path="/", width=1280, scheme="light", script=True):
        """A page; what it said, and what it asked for elsewhere, must be nothing at the end of the test."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
        self.addCleanup(context.close)
        page = context.new_page()
        said, asked = [], []

        def hear(message):
            # A refusal is an answer like any other, though the browser logs it.
            if not message.text.startswith("Failed to load resource"):
                said.append(f"{message.type}: {message.text}")

        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        self.addCleanup(lambda: self.assertEqual(said, []))
        self.addCleanup(
            lambda: self.assertEqual([url for url in asked if not url.startswith((self.address, "data:"))], []))
        page.goto(self.address + path)
        return page

    def risk(self, page, index=0):
        """Of the answer shown, in per cent."""
        page.wait_for_selector("#result:not(.working) .risk")
        return float(page.locator("#result .risk").nth(index).inner_text().split()[0])

    def changed(self, page, action):
        """The risk after something is done that changes it."""
        with page.expect_response(re.compile("/score/result$")):
            action()
        page.wait_for_selector("#result:not(.working)")
        return self.risk(page)

    def shoot(self, page, name):
        SCREENSHOTS.mkdir(exist_ok=True)
        # As high as the page, so that what stays at the window's end covers nothing.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**page.viewport_size, "height": height})
        page.screenshot(path=SCREENSHOTS / f"server-{name}.png", full_page=True)

    def path(self, run):
        return "/runs/" + "/".join(pathlib.Path(run).parts[-2:])

    def check(self, page):
        """What holds of every page."""
        self.assertEqual(page.evaluate(UNREADABLE), [])
        unnamed = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, [role=region], table')]
          .filter(e => !e.labels?.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')
            && !e.textContent.trim()).map(e => e.outerHTML)"""
        self.assertEqual(page.evaluate(unnamed), [])
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)


class ScoreACustomer(Served):
    def test_the_risk_appears_as_one_types(self):
        page = self.visit()
        before = self.risk(page)
        self.shoot(page, "form")
        after = self.changed(page, lambda: page.get_by_label("Tenure").fill("1"))
        self.assertGreater(after, before)
        self.assertGreater(self.changed(page, lambda: page.get_by_label("Contract").select_option("Two year")), 0)
        self.assertIn("now.Contract=Two+year", page.url)
        for word in ["Band", "Suggested", "Why"]:
            self.assertIn(word, page.locator("#result").inner_text())

    def test_what_never_goes_together_is_prevented(self):
        page = self.visit()
        self.risk(page)
        self.changed(page, lambda: page.get_by_label("Internet service").select_option("No"))
        for name in ["Online security", "Tech support", "Streaming TV"]:
            self.assertEqual(page.get_by_label(name).input_value(), "No internet service")
        self.assertIn("Changed along with it: Online security", page.locator("[data-moved]").inner_text())
        # The answer given last holds: with a service there is internet again.
        self.changed(page, lambda: page.get_by_label("Online security").select_option("Yes"))
        self.assertNotEqual(page.get_by_label("Internet service").input_value(), "No")
        self.assertEqual(page.locator("#result [role=alert]").count(), 0)

    def test_what_if(self):
        page = self.visit("/?example=risky")
        self.risk(page)
        page.get_by_role("button", name="What if").click()
        page.wait_for_selector("form.versions")
        with page.expect_response(re.compile("/score/result$")):
            page.get_by_label("Contract, changed").select_option("Two year")
        page.wait_for_selector("#result:not(.working) .answers")
        self.assertLess(self.risk(page, 1), self.risk(page, 0))
        self.assertIn("points of risk", page.locator("#result").inner_text())
        self.assertTrue(page.locator(".brief").is_visible())
        self.assertEqual(page.locator(".differs").count(), 1)
        self.check(page)
        self.shoot(page, "result")
        risks = [self.risk(page, 0), self.risk(page, 1)]
        again = self.visit(page.url.removeprefix(self.address))
        self.assertEqual([self.risk(again, 0), self.risk(again, 1)], risks)
        page.get_by_role("button", name="One version only").click()
        page.wait_for_selector("form:not(.versions)")

    def test_a_link_brings_the_customer_back(self):
        page = self.visit()
        self.risk(page)
        risk = self.changed(page, lambda: page.get_by_label("Tenure").fill("3"))
        other = self.visit(page.url.removeprefix(self.address))
        self.assertEqual(self.risk(other), risk)
        self.assertEqual(other.get_by_label("Tenure").input_value(), "3")

    def test_without_javascript(self):
        page = self.visit("/?example=risky", script=False)
        self.assertEqual(page.locator("#result .risk").count(), 0)
        page.get_by_label("Tenure").fill("1")
        page.get_by_role("button", name="Score").click()
        before = self.risk(page)
        self.assertEqual(page.get_by_label("Tenure").input_value(), "1")
        page.get_by_role("button", name="What if").click()
        page.get_by_label("Contract, changed").select_option("Two year")
        page.get_by_role("button", name="Score", exact=True).click()
        self.assertEqual(self.risk(page), before)
        self.assertLess(self.risk(page, 1), before)

    def test_by_keyboard(self):
        page = self.visit()
        self.risk(page)
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.className"), "skip")
        page.get_by_label("Tenure").focus()
        page.keyboard.press("Control+A")
        before = self.risk(page)
        self.assertNotEqual(self.changed(page, lambda: page.keyboard.type("2")), before)
        self.assertEqual(page.locator("#result").get_attribute("aria-live"), "polite")

    def test_phone_and_dark(self):
        page = self.visit("/?example=risky", width=390)
        self.risk(page)
        self.check(page)
        self.assertTrue(page.locator(".brief").is_visible())
        self.shoot(page, "phone-form")
        page = self.visit("/?example=risky", scheme="dark")
        self.risk(page)
        self.check(page)
        self.shoot(page, "dark")


class ScoreAFile(Served):
    def send(self, page, text, name="customers.csv"):
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
        page.get_by_role("button", name="Score the file").click()
        page.wait_for_selector("#rows table")

    def test_a_file_is_scored_sorted_filtered_and_downloaded(self):
        rows = list(csv.reader((self.shelf / "customers.csv").read_text().splitlines()))
        tenure = rows[0].index("tenure")
        rows[3][tenure] = "a while"
        rows[4][0] = "=1+1"
        text = "\n".join(",".join(row) for row in rows[:600])
        page = self.visit("/files")
        self.check(page)
        self.send(page, text)
        self.assertIn("598 customers scored, 1 left out", page.locator("header").inner_text())
        error = page.locator("section", has=page.locator("#errors")).locator("tbody tr").inner_text()
        self.assertEqual(error.split("\t"), ["2", "4", "tenure", "a while"])
        shown = [float(cell) for cell in page.locator("#rows tbody td:first-child").all_inner_texts()]
        self.assertEqual(shown, sorted(shown, reverse=True))
        with page.expect_response(re.compile("/rows")):
            page.get_by_label("Band", exact=True).select_option("High")
        # A page's own policy lets no test evaluate a condition given as text.
        page.locator("#rows").filter(has_not_text="598 of").wait_for()
        self.assertEqual(set(page.locator("#rows tbody tr td:nth-child(3)").all_inner_texts()), {"High"})
        self.check(page)
        self.shoot(page, "file")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download all").click()
        scored = list(csv.DictReader(pathlib.Path(download.value.path()).read_text().splitlines()))
        self.assertEqual(len(scored), 598)
        self.assertEqual(scored[2]["customerID"], "'=1+1")
        self.assertTrue(all(0 < float(row["probability"]) < 1 and row["band"] for row in scored))

    def test_a_file_that_is_too_large_is_refused_in_words(self):
        large = self.place.folder / "large.csv"
        with large.open("wb") as file:
            file.truncate(201 << 20)
        page = self.visit("/files")
        page.locator("input[type=file]").set_input_files(large)
        page.get_by_role("button", name="Score the file").click()
        page.get_by_text("more than 200 MB").wait_for()

    def test_a_file_that_is_none_is_refused_in_words(self):
        page = self.visit("/files")
        page.locator("input[type=file]").set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
        page.get_by_role("button", name="Score the file").click()
        page.wait_for_selector("[role=alert]")
        self.assertIn("there are no columns", page.locator("[role=alert]").inner_text())

    def test_without_javascript(self):
        page = self.visit("/files", script=False)
        text = "\n".join((self.shelf / "customers.csv").read_text().split("\n")[:100])
        page.locator("input[type=file]").set_input_files({"name": "c.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.get_by_role("button", name="Score the file").click()
        page.wait_for_selector("#rows table")
        page.get_by_role("link", name="tenure").click()
        page.wait_for_selector("th[aria-sort] >> text=tenure")


class TheWorkbench(Served):
    def test_runs_are_listed_and_compared(self):
        page = self.visit("/runs")
        self.check(page)
        # All of the list is in sight on a screen of usual width.
        self.assertEqual(page.evaluate("[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)"), [0])
        self.shoot(page, "runs")
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Compare").click()
        page.wait_for_selector("h1 >> text=Runs compared")
        self.check(page)
        self.shoot(page, "compare")

    def test_the_cut_off_and_the_money_are_moved(self):
        page = self.visit(self.path(self.runs[0]))
        self.check(page)
        self.shoot(page, "run")
        tile = lambda name: page.locator("#acting-result dl div", has=page.locator("dt", has_text=re.compile(f"^{name}"))).locator("dd").inner_text()
        contacted, profit = tile("Contacted"), tile("Profit")
        with page.expect_response(re.compile("/acting")):
            page.get_by_label("Cut-off, to slide").fill("0.5")
        page.wait_for_selector("#acting-result:not(.working)")
        self.assertEqual(page.get_by_label("Cut-off", exact=True).input_value(), "0.5")
        self.assertNotEqual(tile("Contacted"), contacted)
        with page.expect_response(re.compile("/acting")):
            page.get_by_label("Lifetime value", exact=True).fill("2000")
        page.wait_for_selector("#acting-result:not(.working)")
        self.assertNotEqual(tile("Profit"), profit)
        self.assertIn("clv=2000", page.url)
        profit = tile("Profit")
        with page.expect_response(re.compile("/acting")):
            page.get_by_label("Retained share, to slide").fill("0.1")
        page.wait_for_selector("#acting-result:not(.working)")
        self.assertEqual(page.get_by_label("Retained share", exact=True).input_value(), "0.1")
        self.assertNotEqual(tile("Profit"), profit)

    def test_a_run_is_started_and_watched(self):
        page = self.visit("/runs/new?file=other.yaml")
        self.check(page)
        text = page.get_by_label("Experiment").input_value()
        page.get_by_label("Experiment").fill(text.replace("seed: 8", "seed: 9"))
        page.get_by_role("button", name="Start").click()
        page.wait_for_selector("text=See the results", timeout=300_000)
        page.get_by_role("link", name="See the results").click()
        page.wait_for_selector("text=Leaderboard")

    def test_a_wrong_experiment_is_answered_with_its_place(self):
        page = self.visit("/runs/new?file=other.yaml")
        page.get_by_label("Experiment").fill("experiment: x\nmodles: {}\n")
        with page.expect_response(re.compile("/runs/new")):
            page.get_by_role("button", name="Start").click()
        alert = page.locator("[role=alert]")
        alert.wait_for()
        self.assertIn("other.yaml:2:1", alert.inner_text())

    def test_a_run_is_cancelled(self):
        page = self.visit("/runs/new?file=slow.yaml")
        page.get_by_role("button", name="Start").click()
        page.wait_for_url("**/runs/jobs/*")
        # Whatever becomes of this test, the next one does not wait for the run.
        self.addCleanup(page.request.delete, f"{self.address}/v1/runs/{page.url.rpartition('/')[2]}")
        page.locator("[data-words]").filter(has_text="fits").wait_for(timeout=300_000)
        page.get_by_role("button", name="Cancel").click()
        page.wait_for_selector("text=Cancelled.", timeout=300_000)


class HostileData(Served):
    """Columns, categories and file names that want to be run."""

    @classmethod
    def make_place(cls):
        place = Place(["small"], cls.write_data)
        cls.addClassCleanup(place.close)
        return place

    @classmethod
    def write_data(cls, path):
        rows = list(csv.reader((ROOT / "Experiments" / "telco.csv").read_text().splitlines()))
        rows[0][rows[0].index("Contract")] = HOSTILE
        swap = {"Month-to-month": HOSTILE, "One year": "\"'><script>alert(2)</script>"}
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([[swap.get(cell, cell) for cell in row] for row in rows[:600]])

    def test_everything_is_shown_and_nothing_run(self):
        page = self.visit("/?example=risky")
        self.risk(page)
        page.get_by_role("button", name="What if").click()
        page.wait_for_selector("form.versions")
        self.risk(page, 1)
        for path in ["/runs", self.path(self.runs[0]), "/runs/new?file=%3Cscript%3E", f"/?now.tenure={HOSTILE}"]:
            other = self.chromium.new_context().new_page()
            other.on("dialog", lambda dialog: self.fail(dialog.message))
            other.goto(self.address + path)
            self.assertEqual(other.locator("img").count(), 0)
            other.context.close()
        self.assertEqual(page.locator("img").count(), 0)
        self.assertIn(HOSTILE, page.locator("form option").first.evaluate("e => e.closest('form').textContent"))

    def test_a_file_of_it(self):
        page = self.visit("/files")
        page.locator("input[type=file]").set_input_files(
            {"name": "<img src=x onerror=alert(1)>.csv", "mimeType": "text/csv",
             "buffer": "\n".join((self.shelf / "customers.csv").read_text().split("\n")[:50]).encode()})
        page.get_by_role("button", name="Score the file").click()
        page.wait_for_selector("#rows table")
        self.assertEqual(page.locator("img").count(), 0)
        self.assertIn(HOSTILE, page.locator("#rows").inner_text())


if __name__ == "__main__":
    unittest.main()
