import Foundation
import Testing

@testable import Reporting
@testable import Workbench

/// An association is never worded as a cause, whatever is asked.
@Suite struct WordingTests {
  private static let causal = [
    "cause", "because", "due to", "lead to", "leads to", "drives", "driven by", "reduces", "prevent", "effect",
    "impact",
    "influence", "thanks to", "results in", "makes customers", "will ", "save", "retain",
  ]
  private static let cautions = [
    "What the model associates, not what an offer would cause.",
    "What the model associates with these customers, not what a change would cause.",
  ]

  private static func causalWords(_ text: String) -> [String] {
    let plain = cautions.reduce(text) { $0.replacing($1, with: "") }.lowercased()
    return causal.filter(plain.contains)
  }

  @Test func whatIsSaidOfCustomersNamesNoCause() throws {
    let explained = try ExplainedRun.shared.get()
    let report = try explained.report(rows: Array(0..<12))
    // The association is there to be worded.
    #expect(report.customers.contains { $0.reasons.strongestFirst[0].column == "calls" })
    let json = report.json.pretty
    #expect(Self.causalWords(json) == [])
    #expect(Self.causalWords(ExplainText.text(report)) == [])
    #expect(json.contains(Self.cautions[0]) && json.contains(Self.cautions[1]))
    #expect(ExplainText.text(report).contains(Self.cautions[0]))
  }

  @Test func whatIsSaidOverallNamesNoCause() throws {
    let explained = try ExplainedRun.shared.get()
    let reasons = try RunReasons(whole: explained.run, jobs: 2)
    #expect(Self.causalWords(reasons.json.pretty) == [])
    #expect(Self.causalWords(OverallReasonsText.text(reasons.json, path: "run")) == [])
    let documents = RunDocuments([
      "results.json": try #require(explained.run.document("results.json")), "reasons.json": reasons.json,
    ])
    let page = RunReport.page(documents)
    for id in ["reasons", "customers"] {
      let section = try #require(page.sections.first { $0.id == id })
      let text = Page(kind: "", title: "", subtitle: "", sections: [section], footer: "").text(library: nil)
      let (start, end) = (try #require(text.range(of: "<section")), try #require(text.range(of: "</section>")))
      #expect(Self.causalWords(String(text[start.lowerBound..<end.lowerBound])) == [], "\(id)")
      #expect(Self.cautions.contains { text.contains($0) })
    }
  }

  /// Nothing that a counterfactual says is in money, though the experiment has a campaign.
  @Test func noMoneyIsPutOnIt() throws {
    let report = try ExplainedRun.shared.get().report(rows: [4])
    for word in ["profit", "clv", "incentive", "money", "$", "€"] {
      #expect(!report.json.pretty.contains(word), "\(word)")
    }
  }
}
