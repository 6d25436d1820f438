"""The page about a run."""

import json
import unittest

from pages import Browser, PageChecks, churnlab
from served import copy_telco

TELCO = """
experiment: telco
seed: 7
data: {path: %s, target: {column: Churn, positive: "Yes"}, ignore: [customerID]}
models:
  forest: {n_estimators: [4, 8], max_depth: [3, 6], min_samples_leaf: [5, 20]}
  logistic: {C: [1]}
  majority: {}
search: {resamples: 20}
resampling: {folds: 3}
calibration: platt
campaign: {clv: 200, incentive: 10, contact: 1, acceptance: {alpha: 6, beta: 14}}
bands:
  actions:
    - {name: "<img src=x onerror=alert(3)> & 'mail'", acceptance: 0.1, incentive: 5, contact: 0.1}
    - {name: "</script>\\"call\\" 電話", acceptance: 0.3, incentive: 10, contact: 15}
"""

HOSTILE = "<script>alert(1)</script>"


def run(folder, text):
    """The folder of a new run of this experiment."""
    (folder / "experiment.yaml").write_text(text)
    answer = churnlab("run", str(folder / "experiment.yaml"), "--results", str(folder / "Results"), "--json")
    return folder / json.loads(answer)["run"]


class Report(PageChecks, Browser):
    """Of a small search on some of the telco data: enough of them that no category separates, which takes the effects long."""

    name = "report"
    charts = 12

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        copy_telco(cls.folder / "telco.csv", rows=2_500)
        cls.run_folder = run(cls.folder, TELCO % "telco.csv")
        cls.file = cls.run_folder / "report.html"

    def opacities(self, page):
        """Of the lines of the ROC curve: that of chance, and one a model."""
        return page.eval_on_selector_all(
            "#roc-chart .mark-line path[aria-roledescription='line mark']",
            "all => all.map(e => Number(getComputedStyle(e).opacity))")

    def test_the_legend_filters(self):
        page = self.open(self.file)
        before = self.opacities(page)
        self.assertEqual(set(before), {1})
        page.locator("#roc-chart .role-legend-symbol path").first.click()
        page.wait_for_timeout(300)
        self.assertEqual(sorted(self.opacities(page)), [0.1] * (len(before) - 2) + [1, 1])

    def test_hovering_says_where_one_is(self):
        page = self.open(self.file)
        page.locator("#roc-chart-plot").scroll_into_view_if_needed()
        box = page.locator("#roc-chart-plot svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
        page.mouse.move(box["x"] + box["width"] / 2 + 5, box["y"] + box["height"] / 3)
        tooltip = page.locator("#vg-tooltip-element.visible")
        tooltip.wait_for(timeout=5_000)
        for word in ["Model", "Recall", "False positive rate"]:
            self.assertIn(word, tooltip.inner_text())

    def test_a_range_of_cut_offs_can_be_marked(self):
        page = self.open(self.file)
        plot = page.locator("#cut-off-chart-plot")
        plot.scroll_into_view_if_needed()
        points = "document.querySelectorAll('#cut-off-chart .mark-symbol.role-mark path').length"
        before = page.evaluate(points)
        box = plot.locator("svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6, steps=5)
        page.mouse.up()
        page.wait_for_timeout(300)
        self.assertLess(page.evaluate(points), before)

    def test_the_surface_shows_folds_plateau_and_choice(self):
        page = self.open(self.file)
        bands = "[...document.querySelectorAll('#surface-chart .mark-area path')].map(e => Number(getComputedStyle(e).opacity))"
        self.assertEqual(len(page.evaluate(bands)), 2)
        page.locator("#surface-chart .role-legend-symbol path").first.click()
        page.wait_for_timeout(300)
        self.assertEqual(sorted(page.evaluate(bands)), [0, 0.2])
        figures = json.loads((self.run_folder / "figures.json").read_text())
        points = page.eval_on_selector_all(
            "#surface-chart .mark-symbol.role-mark path[aria-label]", "all => all.map(e => e.getAttribute('fill') ?? getComputedStyle(e).fill)")
        hollow = sum("--paper" in fill for fill in points)
        self.assertEqual(hollow, sum(not place["plateau"] for place in figures["search"]["surface"]))

    def test_parallel_axes_have_values(self):
        page = self.see(self.file)
        labels = page.eval_on_selector_all("#parallel-chart .mark-text.role-mark text", "all => all.map(e => e.textContent)")
        for value in ["4", "8", "3", "6", "5", "20"]:
            self.assertIn(value, labels)

    def test_names_of_actions_are_text(self):
        page = self.see(self.file)
        self.assertEqual(page.locator("img").count(), 0)
        for name in ["<img src=x onerror=alert(3)> & 'mail'", '</script>"call" 電話']:
            self.assertIn(name, page.locator("#bands-table").evaluate("e => e.textContent"))

    def test_a_link_to_a_table_opens_it(self):
        page = self.open(self.file)
        self.assertFalse(page.locator("#ranking-table").is_visible())
        page.locator("#gain-chart p.behind a").click()
        self.assertTrue(page.locator("#ranking-table").is_visible())

    def test_the_numbers_are_those_of_the_record(self):
        record = json.loads((self.run_folder / "results.json").read_text())
        page = self.see(self.file)
        pointer = "/models/forest/out_of_fold/roc_auc"
        shown = page.locator(f"#metrics [data-pointer='{pointer}']").inner_text()
        self.assertEqual(shown, f"{record['models']['forest']['out_of_fold']['roc_auc']:.4f}")

    def test_the_page_is_checked_and_a_changed_number_found(self):
        churnlab("report", "--check", str(self.run_folder))
        text = self.file.read_text()
        self.addCleanup(self.file.write_text, text)
        pointer = 'data-pointer="/models/forest/out_of_fold/brier">0.'
        self.assertIn(pointer, text)
        self.file.write_text(text.replace(pointer, pointer + "9", 1))
        churnlab("report", "--check", str(self.run_folder), expect=1)


class HostileNames(Browser):
    """A page about data whose names would be code."""

    def test_names_are_shown_and_not_run(self):
        rows = [f"{HOSTILE},<img src=x onerror=alert(2)>,y"]
        rows += [f"{i % 7},\"{'<b>a' if i % 3 else '</table>'}\",{'yes' if i % 4 == 0 else 'no'}" for i in range(120)]
        (self.folder / "customers.csv").write_text("\n".join(rows) + "\n")
        folder = run(self.folder, """
experiment: hostile
data: {path: customers.csv, target: {column: "y", positive: "yes"}}
resampling: {folds: 3}
models:
  forest: {n_estimators: [2, 3], max_depth: [1, 2]}
  majority: {}
""")
        churnlab("report", "--check", str(folder))
        page = self.open(folder / "report.html")
        self.assertEqual(self.said, [])
        self.assertEqual(page.locator("img").count(), 0)
        self.assertIn(HOSTILE, page.locator("#importance-table").evaluate("e => e.textContent"))
        self.assertIn(HOSTILE, page.locator("#importance-chart svg").evaluate("e => e.textContent"))


if __name__ == "__main__":
    unittest.main()
