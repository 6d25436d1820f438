internal import Workbench

/// What the model goes by: over customers, and over a column's values.
enum ReasonSection {
  static let root = "reasons.json#"

  static func section(_ run: ReportedRun) -> Page.Section? {
    var content: [Page.Content] = []
    let charts = [ContributionCharts.overview(run), ImpurityTable.chart(run)].compactMap { $0 }
    if run.documents.has(root) {
      content.append(.html(HTML("p", [:], introduction(run))))
      content += ImportanceCharts.content(run)
    }
    if !charts.isEmpty { content.append(.charts(charts)) }
    if let summary = ContributionCharts.summary(run) { content.append(.chart(summary)) }
    let scatters = ContributionCharts.scatters(run)
    if !scatters.isEmpty { content.append(.charts(scatters)) }
    let curves = DependenceCharts.curves(run)
    if !curves.isEmpty { content.append(.charts(curves)) }
    let pair = DependenceCharts.pair(run)
    if !pair.isEmpty { content.append(.charts(pair)) }
    if let surrogate = surrogate(run) { content.append(.table(surrogate)) }
    return content.isEmpty ? nil : Page.Section("reasons", "What the model goes by", content)
  }

  private static func introduction(_ run: ReportedRun) -> HTML {
    let documents = run.documents
    return
      "Reasons of \(documents.quote(root + "/model")) are Shapley values, taken on \(documents.quote(root + "/sample/customers", .count)) of \(documents.quote(root + "/sample/of", .count)) customers. \(documents.quote(root + "/caution").words)"
  }

  private static func surrogate(_ run: ReportedRun) -> PageTable? {
    let list = root + "/surrogate/leaves"
    guard run.documents.items(list).count > 1 else { return nil }
    return run.table(
      "surrogate-table",
      caption:
        "The model in a few words: a tree of depth \(run.documents.quote(root + "/surrogate/depth")), which says \(run.documents.quote(root + "/surrogate/r2", .percent(0))) of its variance on customers it was not grown on",
      rows: list,
      [("words", "Customers with", nil), ("share", "Share", .percent(1)), ("mean", "Mean probability", .percent(1))])
  }

  /// What contributions are measured in.
  static func unit(_ run: ReportedRun) -> String {
    run.documents.string(root + "/space") == "log_odds" ? "log odds" : "probability"
  }
}
