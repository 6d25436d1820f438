"""The page about a file of customers."""

import csv
import json
import unittest

from pages import ROOT, Browser, PageChecks, churnlab

HOSTILE = "<script>alert(1)</script>"


class Exploration(PageChecks, Browser):
    """Of the telco data, taken as customers followed from the beginning."""

    name = "exploration"
    charts = 8

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.folder / "telco.html"
        cls.record = json.loads(churnlab(
            "explore", str(ROOT / "Experiments" / "telco.csv"), "--target", "Churn=Yes", "--entry", "0", "--observation",
            "tenure", "--out", str(cls.file), "--json"))

    def marks(self, page, chart, kind):
        return page.locator(f"#{chart} .{kind}.role-mark path")

    def test_a_column_can_be_chosen(self):
        page = self.open(self.file)
        levels = self.marks(page, "rate-chart", "mark-symbol")
        self.assertEqual(levels.count(), 3)
        page.locator("#rate-chart select").select_option("PaymentMethod")
        page.wait_for_timeout(300)
        self.assertEqual(levels.count(), 4)
        self.assertIn("Electronic check", page.locator("#rate-chart svg").evaluate("e => e.textContent"))
        self.assertEqual(self.said, [])

    def test_a_measure_can_be_chosen(self):
        page = self.open(self.file)
        names = "document.getElementById('indicator-chart-plot').chart.scale('y').domain()"
        by_v = page.evaluate(names)
        page.locator("#indicator-chart select").select_option("mutual information (nats)")
        page.wait_for_timeout(300)
        by_information = sorted(self.record["indicators"], key=lambda indicator: -indicator["mutual_info_nats"])
        self.assertEqual(page.evaluate(names), [indicator["column"] for indicator in by_information])
        self.assertNotEqual(page.evaluate(names), by_v)

    def test_the_legend_filters(self):
        page = self.open(self.file)
        lines = "[...document.querySelectorAll('#tenure-by-chart .mark-line path')].map(e => Number(getComputedStyle(e).opacity))"
        self.assertEqual(page.evaluate(lines), [1, 1, 1])
        page.locator("#tenure-by-chart .role-legend-symbol path").first.click()
        page.wait_for_timeout(300)
        self.assertEqual(sorted(page.evaluate(lines)), [0.12, 0.12, 1])

    def test_hovering_says_what_one_sees(self):
        page = self.open(self.file)
        self.marks(page, "tenure-chart", "mark-symbol").first.hover()
        tooltip = page.locator("#vg-tooltip-element.visible")
        tooltip.wait_for(timeout=5_000)
        for word in ["tenure", "customers", "churn rate"]:
            self.assertIn(word, tooltip.inner_text())

    def test_the_numbers_are_those_of_the_record(self):
        page = self.see(self.file)
        shown = page.eval_on_selector_all(
            "td[data-pointer]", "all => all.map(e => [e.dataset.pointer, e.textContent])")
        self.assertGreater(len(shown), 1000)
        for pointer, text in shown:
            value = self.record
            for key in pointer.split("/")[1:]:
                value = value[int(key)] if isinstance(value, list) else value[key]
            if text == "–":
                self.assertIsNone(value, pointer)
            elif isinstance(value, str):
                self.assertEqual(text, value, pointer)
            elif text.startswith("below"):
                self.assertLess(value, 1e-4, pointer)
            else:
                digits = text.replace(",", "").removesuffix(" %")
                last = 10.0 ** -len(digits.partition(".")[2])
                unit = 100 if text.endswith("%") else 1
                self.assertAlmostEqual(float(digits) / unit, value, delta=0.501 * last / unit, msg=pointer)


class Snapshot(Browser):
    """Customers of whom nothing was declared, with names that would be code."""

    def test_names_are_shown_and_not_run_and_no_curve_is_drawn(self):
        rows = [f"{HOSTILE},datum.column,y"]
        rows += [f"{i % 7},\"{'<b>a' if i % 3 else '</table>'}\",{'yes' if i % 4 == 0 else 'no'}" for i in range(120)]
        (self.folder / "customers.csv").write_text("\n".join(rows) + "\n")
        file = self.folder / "page.html"
        churnlab("explore", str(self.folder / "customers.csv"), "--target", "y=yes", "--out", str(file), "--quiet")
        page = self.open(file)
        self.assertEqual(self.said, [])
        self.assertIn(HOSTILE, page.locator("#indicators-table").evaluate("e => e.textContent"))
        self.assertIn(HOSTILE, page.locator("#indicator-chart svg").evaluate("e => e.textContent"))
        page.locator("#rate-chart select").select_option(HOSTILE)
        page.wait_for_timeout(300)
        self.assertEqual(page.locator("#rate-chart .mark-symbol.role-mark path").count(), 7)
        self.assertIn("snapshot", page.locator("#survival").inner_text())
        self.assertEqual(page.locator("#survival .plot").count(), 0)
        self.assertEqual(self.said, [])


class HostileNames(Browser):
    """Columns and levels with all that a name can hold."""

    NAMES = [
        "a \"quote\" & 'another'", "two\nlines", "long " * 60, "日本語 🙂", "=1+1", "a/b~c", "datum['x']", "__proto__", "</script>",
        "<!--", "tenure"]

    def test_every_column_can_be_chosen(self):
        rows = [[*self.NAMES, "y"]]
        for i in range(150):
            levels = [["<b>x", "it's"][i % 2], ["one\ntwo", "&amp;"][i % 3 == 0], ["</table>", "L" * 300][i % 2], ["é", "漢"][i % 5 == 0]]
            numbers = [i % 7, i * 37 % 101, ["true", "null"][i % 2], ["1", "2"][i % 3 == 0], "-->" if i % 4 else "<!--", i % 2, i % 60]
            rows.append([*levels, *numbers, "yes" if i * 13 % 7 < 3 else "no"])
        with open(self.folder / "customers.csv", "w", newline="") as file:
            csv.writer(file).writerows(rows)
        file = self.folder / "page.html"
        answer = json.loads(churnlab(
            "explore", str(self.folder / "customers.csv"), "--target", "y=yes", "--out", str(file), "--json"))
        self.assertEqual(answer["counts"]["features"], len(self.NAMES))
        page = self.open(file)
        self.assertEqual(page.locator("b").count(), 0)
        for chart in ["rate-chart", "tenure-by-chart"]:
            select = page.locator(f"#{chart} select")
            for name in select.locator("option").evaluate_all("all => all.map(e => e.value)"):
                self.assertIn(name.removesuffix("\u200b"), self.NAMES)
                select.select_option(name)
                page.wait_for_timeout(100)
                self.assertGreater(page.locator(f"#{chart} .mark-symbol.role-mark path").count(), 1, name)
        self.assertEqual(self.said, [])
        self.assertEqual([url for url in self.asked if not url.startswith("blob:")], [file.as_uri()])


if __name__ == "__main__":
    unittest.main()
