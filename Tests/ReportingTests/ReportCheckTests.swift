import Foundation
import Testing

@testable import Reporting
@testable import Workbench

@Suite("report --check")
struct ReportCheckTests {
  @Test("an intact page holds, and so does one written anew")
  func intact() throws {
    let sample = try ReportedSample(withMoney: true)
    let before = try sample.check()
    #expect(before.ok && before.numbers > 500, "\(before.damages)")
    let page = sample.run.report
    try RunReport.rewrite(sample.run, jobs: 1)
    #expect(sample.run.report == page, "the same record makes the same page")
    #expect(try sample.check().ok)
    #expect(try RunVerifier(sample.run, jobs: 1).recompute().ok, "the manifest vouches for the new page")
  }

  @Test("one stored score that was changed is found, even with a forged manifest")
  func score() throws {
    let sample = try ReportedSample()
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(sample.run.path)/scores").min())
    // The score of the last row: its highest bytes, so that its rank changes.
    try sample.forge("scores/\(file)") { bytes in bytes[bytes.count - 2] ^= 0x3F }
    #expect(try !sample.check().ok)
  }

  @Test(
    "one changed number is found, wherever it stands",
    arguments: [
      ("report.html", "data-pointer=\"/models/forest/out_of_fold/roc_auc\">0.", ">0.9"),
      ("report.html", "data-pointer=\"/data/rows\">240", ">241"),
      ("report.html", "data-pointer=\"figures.json#/ranking/7/recall\">0.", ">0.9"),
      ("report.html", "data-pointer=\"/data/positives\"", " data-pointer=\"/data/rows\""),
      ("report.html", "95\u{A0}% interval", "99\u{A0}% interval"),
      ("report.html", "\"height\":360", "\"height\":361"),
      ("figures.json", "\"recall\":0.", "\"recall\":0.1"),
      ("figures.json", "\"count\":16", "\"count\":17"),
      ("results.json", "\"roc_auc\": 0.", "\"roc_auc\": 0.1"),
      ("predictions.csv", ",0.", ",0.9"),
    ])
  func number(file: String, old: String, new: String) throws {
    let sample = try ReportedSample()
    let replacement = new.hasPrefix(">") ? old[..<(old.lastIndex(of: ">") ?? old.endIndex)] + new : new[...]
    let before = sample.run.report
    try sample.forgeText(file, old, String(replacement))
    #expect(file != "report.html" || sample.run.report != before, "the page has \(old)")
    let found = try sample.check()
    #expect(!found.ok, "\(file): \(old) became \(new)")
  }

  @Test(
    "a text agrees with its value to half of its last digit",
    arguments: [
      ("0.8477", JSON.number(0.84768), true), ("0.8478", .number(0.84768), false), ("1,385", .integer(1385), true),
      ("1,385", .integer(1386), false), ("26.5 %", .number(0.26537), true), ("26.6 %", .number(0.26537), false),
      ("+0.0024", .number(0.002369), true), ("-0.0024", .number(0.002369), false), ("1e-08", .number(1e-8), true),
      ("57.7 MB", .integer(57_720_832), true), ("sqrt", .text("sqrt"), true), ("log2", .text("sqrt"), false),
      ("–", .null, true), ("0", .null, false), ("true", .boolean(true), true), ("false", .boolean(true), false),
    ])
  func agreement(text: String, value: JSON, agrees: Bool) {
    #expect(ReportCheck.agrees(QuotedFigure(text: text, pointer: ""), value) == agrees)
  }

  @Test("what is written in any format can be read back")
  func formats() {
    let formats: [FigureFormat] = [
      .fixed(0), .fixed(4), .signed(3), .percent(1), .count, .short, .plain, .parameter, .megabytes,
    ]
    for value in [0, 1, -1, 0.5, 0.84768, 1_234_567, 1e-9, 2.5e20, -0.0004, 0.99995] {
      for format in formats {
        let quote = QuotedFigure(text: format.text(.number(value)), pointer: "")
        #expect(ReportCheck.agrees(quote, .number(value)), "\(format) writes \(value) as \(quote.text)")
      }
    }
  }
}
