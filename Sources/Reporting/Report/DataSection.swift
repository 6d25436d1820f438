internal import Workbench

/// What was judged, and what was noticed in it.
enum DataSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let documents = run.documents
    let facts: HTML =
      "\(documents.quote("/data/rows", .count)) customers with \(documents.quote("/data/features", .count)) features (of \(documents.quote("/data/columns", .count)) columns), \(documents.quote("/data/positives", .count)) of them churned; judged by \(documents.quote("/resampling/method")) (folds: \(documents.quote("/resampling/folds", .count)), repeats: \(documents.quote("/resampling/repeats", .count)))."
    let digest: HTML = "SHA-256 of the data: \(HTML("code", [:], documents.quote("/data/digest").html))"
    let notes = documents.items("/notes").indices.map { HTML("li", [:], documents.quote("/notes" / $0).words) }
    let list = notes.isEmpty ? "" : HTML("ul", [:], notes)
    return Page.Section(
      "data", "Data notes", [.html(HTML("p", [:], facts)), .html(list), .html(HTML("p", [:], digest))])
  }
}
