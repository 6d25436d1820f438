import Testing

@testable import Reporting
@testable import Workbench

@Suite("The page about a run")
struct ReportPageTests {
  @Test("no pointer leads nowhere", arguments: [false, true])
  func pointers(withMoney: Bool) throws {
    let sample = try ReportedSample(withMoney: withMoney)
    let documents = RunDocuments(sample.run)
    let quotes = PageReader(try #require(sample.run.report)).quotes()
    #expect(quotes.count > 500)
    for quote in quotes where documents[quote.pointer] == nil {
      // What is null has nothing below it.
      let steps = quote.pointer.split(separator: "/", omittingEmptySubsequences: false)
      let above = steps.indices.dropFirst().map { steps[..<$0].joined(separator: "/") }
      #expect(above.contains { documents[$0] == .null }, "\(quote.pointer)")
    }
  }

  @Test("sections are there for what the record holds, and for nothing else")
  func sections() throws {
    func ids(_ sample: ReportedSample) -> [String] { RunReport.page(RunDocuments(sample.run)).sections.map(\.id) }
    let plain = [
      "answer", "models", "search", "ranking", "cut-off", "reasons", "honesty", "cost", "data", "reproduce",
    ]
    #expect(ids(try ReportedSample()) == plain)
    #expect(ids(try ReportedSample(withMoney: true)).contains("bands"))
  }

  @Test("without the charts' script the page says so and opens its tables")
  func withoutScript() throws {
    let sample = try ReportedSample()
    let page = RunReport.page(RunDocuments(sample.run))
    let (with, without) = (page.text(library: "SCRIPT"), page.text(library: nil))
    #expect(without.contains("Scripts/vega-bundle") && !with.contains("Scripts/vega-bundle"))
    #expect(without.contains("<details open=\"\"") && !with.contains("<details open=\"\""))
    #expect(!without.contains("class=\"plot\"") && with.contains("class=\"plot\""))
    #expect(PageReader(without).quotes() == PageReader(with).quotes(), "both show the same numbers")
  }

  @Test("alarms, verdicts and honest estimates are shown where a record has them")
  func laterRecords() throws {
    let record: JSON = [
      "models": ["forest": ["out_of_fold": ["roc_auc": 0.8]]], "selected": ["model": "forest"],
      "winner": ["model": "forest"], "search": ["metric": "roc_auc"], "engine": ["points": 9],
      "alarms": [["kind": "too_good", "severity": "high", "message": "An AUC of <0.99> is too good."]],
      "comparisons": [
        [
          "model": "forest", "reference": "logistic", "verdict": "forest and logistic do not differ.",
          "difference": ["mean": 0.01, "std": 0.02, "low": -0.01, "high": 0.03, "folds": [0.01, 0.02]],
        ]
      ], "nested": ["outer": ["mean": 0.79, "std": 0.01]],
    ]
    let page = RunReport.page(RunDocuments(["results.json": record])).text(library: nil)
    for words in [
      "An AUC of &lt;0.99&gt; is too good.", "forest and logistic do not differ", "nested cross-validation",
      "data-pointer=\"/nested/outer/mean\">0.7900",
    ] { #expect(page.contains(words), "\(words)") }
  }
}
