internal import Workbench

/// The first section: what was found, in sentences.
enum ExplorationOverview {
  static func section(_ explored: ExploredRecord) -> Page.Section {
    Page.Section(
      "findings", "What there is to see",
      [
        .html(HTML("div", ["class": "answer"], sentences(explored).map { HTML("p", [:], $0) })),
        .html(tiles(explored)), .html(alarms(explored)), .html(notes(explored)),
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
    let levels = explored.items(pointer / "hottest" / "levels").compactMap(\.string)
    return
      "\(Words.list(columns)) say most together: where they are \(Words.list(levels)), \(explored.quote(pointer / "hottest" / "rate", .percent(1))) of \(explored.quote(pointer / "hottest" / "rows", .count)) customers churned."
  }

  /// At most six names.
  private static func list(_ names: [String]) -> String {
    names.count > 6 ? names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more" : Words.list(names)
  }

  private static func tiles(_ explored: ExploredRecord) -> HTML {
    let roles = explored.items("/columns").map { $0["role"]?.string ?? "" }
    let noise = explored.items("/indicators").count { $0["noise"] == .boolean(true) }
    let low = explored.quote("/all/interval/low", .percent(1))
    let high = explored.quote("/all/interval/high", .percent(1))
    let tiles: [(String, HTML, HTML)] = [
      ("Churn rate", "\(explored.quote("/all/rate", .percent(1)))", "\(low) to \(high), 95 % interval (Wilson)"),
      ("Customers", "\(explored.quote("/all/rows", .count))", "\(explored.quote("/all/churned", .count)) churned"),
      (
        "Columns", HTML(text: NumberText.count(roles.count)),
        "\(NumberText.count(roles.count { $0 == "feature" })) of them features"
      ),
      (
        "Indicators", HTML(text: NumberText.count(explored.indicators.count - noise)),
        "\(NumberText.count(noise)) called noise by \(explored.quote("/settings/permutations", .count)) shuffles"
      ),
    ]
    return HTML(
      "dl", ["class": "tiles"],
      tiles.map { title, value, remark in
        HTML("div", [:], HTML("dt", [:], HTML(text: title)), HTML("dd", [:], value, HTML("small", [:], remark)))
      })
  }

  private static func alarms(_ explored: ExploredRecord) -> HTML {
    let alarms = explored.items("/alarms").compactMap { $0["message"]?.string }
    return alarms.isEmpty ? "" : list("Alarms", alarms, kind: "note warn")
  }

  private static func notes(_ explored: ExploredRecord) -> HTML {
    let unranked = explored.items("/unranked").map {
      "\($0["column"]?.string ?? "") cannot be ranked: \($0["reason"]?.string ?? "")"
    }
    let notes = explored.items("/notes").compactMap { $0["message"]?.string } + unranked
    return notes.isEmpty ? "" : list("Notes about the data", notes, kind: "note")
  }

  private static func list(_ title: String, _ items: [String], kind: String) -> HTML {
    HTML(
      "div", ["class": kind], HTML("p", [:], HTML("strong", [:], HTML(text: title))),
      HTML("ul", [:], items.map { HTML("li", [:], HTML(text: $0)) }))
  }
}
