internal import Workbench

/// The first section: what was found, in sentences.
enum ExplorationOverview {
  static func section(_ explored: ExploredRecord) -> Page.Section {
    Page.Section(
      "findings", "What there is to see",
      [
        .html(HTML("div", ["class": "answer"], sentences(explored).map { HTML("p", [:], $0) })),
        .html(alarms(explored)), .html(tiles(explored)),
      ])
  }

  private static func sentences(_ explored: ExploredRecord) -> [HTML] {
    [best(explored), noise(explored), redundant(explored), pair(explored)].compactMap { $0 }
  }

  private static func best(_ explored: ExploredRecord) -> HTML? {
    let signals = explored.indicators.filter { explored[$0 / "noise"] == .boolean(false) }
    guard let first = signals.first else {
      return "No column says more about churn than shuffled labels do."
    }
    let others = signals.dropFirst().prefix(2).map { explored.string($0 / "column") }
    let tail: HTML = others.isEmpty ? "" : ", before \(Words.list(others))"
    return
      "\(HTML("strong", [:], HTML(text: explored.string(first / "column")))) says most about churn: bias-corrected Cramér’s V \(explored.quote(first / "cramers_v_bias_corrected", .fixed(3)))\(tail)."
  }

  private static func noise(_ explored: ExploredRecord) -> HTML? {
    let names = explored.indicators.filter { explored[$0 / "noise"] == .boolean(true) }
      .map { explored.string($0 / "column") }
    guard !names.isEmpty else { return nil }
    return "\(list(names)) \(names.count == 1 ? "is" : "are") noise: shuffled labels say as much."
  }

  private static func redundant(_ explored: ExploredRecord) -> HTML? {
    let clusters = explored.items("/redundancy/clusters").map { $0.items.compactMap(\.string) }
    guard !clusters.isEmpty else { return nil }
    return "These repeat each other: \(clusters.map { list($0) }.joined(separator: "; "))."
  }

  private static func pair(_ explored: ExploredRecord) -> HTML? {
    let pointer = "/pairs/strongest/0"
    guard explored.has(pointer / "hottest") else { return nil }
    let columns = explored.items(pointer / "columns").compactMap(\.string)
    let place = HTML(
      columns.enumerated().map { index, column in
        "\(index > 0 ? " and " : "")\(column) is \(explored.words(pointer / "hottest" / "levels" / index))"
      })
    return
      "\(Words.list(columns)) say most together: where \(place), \(explored.quote(pointer / "hottest" / "rate", .percent(1))) of \(explored.quote(pointer / "hottest" / "rows", .count)) customers churned."
  }

  /// At most six names.
  private static func list(_ names: [String]) -> String {
    names.count > 6 ? names.prefix(5).joined(separator: ", ") + " and others" : Words.list(names)
  }

  private static func tiles(_ explored: ExploredRecord) -> HTML {
    func count(_ name: String) -> QuotedFigure { explored.quote("/counts" / name, .count) }
    let low = explored.quote("/all/interval/low", .percent(1))
    let high = explored.quote("/all/interval/high", .percent(1))
    let tiles: [(String, HTML, HTML)] = [
      ("Churn rate", "\(explored.quote("/all/rate", .percent(1)))", "\(low) to \(high), 95 % interval (Wilson)"),
      ("Customers", "\(explored.quote("/all/rows", .count))", "\(explored.quote("/all/churned", .count)) churned"),
      ("Columns", "\(count("columns"))", "\(count("features")) of them features"),
      (
        "Indicators", "\(count("indicators"))",
        "\(count("noise")) called noise by \(explored.quote("/settings/permutations", .count)) shuffles"
      ),
    ]
    return HTML(
      "dl", ["class": "tiles"],
      tiles.map { title, value, remark in
        HTML("div", [:], HTML("dt", [:], HTML(text: title)), HTML("dd", [:], value, HTML("small", [:], remark)))
      })
  }

  private static func alarms(_ explored: ExploredRecord) -> HTML {
    HTML(
      explored.items("/alarms").enumerated().map { index, alarm in
        HTML(
          "p", ["class": alarm["severity"]?.string == "low" ? "note" : "note warn"],
          HTML("strong", [:], "\(alarm["kind"]?.string?.replacing("_", with: " ") ?? ""): ")
            + explored.words("/alarms" / index / "message"))
      })
  }
}
