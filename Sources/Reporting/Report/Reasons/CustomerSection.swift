internal import Workbench

/// Why a few customers have their probability, from the base to the prediction, and what the model would say of others.
enum CustomerSection {
  private static let list = ReasonSection.root + "/chosen"

  static func section(_ run: ReportedRun) -> Page.Section? {
    let count = run.documents.items(list).count
    guard count > 0 else { return nil }
    var content: [Page.Content] = [
      .html(HTML("p", [:], run.documents.quote(ReasonSection.root + "/caution").words))
    ]
    for index in 0..<count {
      content.append(.chart(waterfall(run, index)))
      let more = facts(run, list / index)
      if !more.isEmpty { content.append(.html(HTML("div", [:], more))) }
    }
    if let rules = rules(run) { content.append(rules) }
    return Page.Section("customers", "Why these customers", content)
  }

  private static func waterfall(_ run: ReportedRun, _ index: Int) -> Chart {
    let item = list / index
    let table = run.table(
      "waterfall-\(index)-table",
      caption:
        "From the base to the prediction of row \(run.documents.quote(item / "row")), in \(ReasonSection.unit(run))",
      rows: item / "steps",
      [
        ("words", "Reason", nil), ("contribution", "Contribution", .fixed(4)), ("from", "From", .fixed(4)),
        ("to", "To", .fixed(4)),
      ])
    let order = run.documents.items(item / "steps").reversed().compactMap { $0["words"]?.string }
    let y = VegaLite.name("words", nil, order: order)
    let spec: JSON = [
      "height": .integer(22 * order.count + 20),
      "mark": ["type": "bar", "height": ["band": 0.7]],
      "encoding": [
        "y": y, "x": VegaLite.number("from", "Prediction in \(ReasonSection.unit(run))"), "x2": ["field": "to"],
        "color": [
          "condition": ["test": "datum.contribution < 0", "value": .text(Palette.categories[0])],
          "value": .text(Palette.categories[1]),
        ],
        "tooltip": VegaLite.tooltip([
          ("words", "Reason", nil), ("contribution", "Contribution", "+.4f"), ("from", "From", ".4f"),
          ("to", "To", ".4f"),
        ]),
      ],
    ]
    let why = run.documents.string(item / "why") ?? ""
    return Chart(
      id: "waterfall-\(index)-chart", title: why.prefix(1).uppercased() + why.dropFirst(),
      summary:
        "Row \(run.documents.quote(item / "row")): \(run.documents.quote(item / "probability", .percent(1))). Bars lead from the base at the bottom to the prediction at the top, the strongest reason last.",
      spec: spec, table: .own(table))
  }

  /// How firm the reasons are, and what-if.
  private static func facts(_ run: ReportedRun, _ item: String) -> [HTML] {
    var facts: [HTML] = []
    if run.documents.has(item / "stability") {
      facts.append(HTML("p", [:], run.documents.quote(item / "stability" / "words").words))
    }
    let goals = item / "what_if" / "goals"
    for index in run.documents.items(goals).indices {
      facts.append(
        HTML(
          "p", [:],
          "What if, \(run.documents.quote(goals / index / "words").words): \(run.documents.quote(goals / index / "sentence").words)"
        ))
    }
    return facts
  }

  private static func rules(_ run: ReportedRun) -> Page.Content? {
    let whatIf = ReasonSection.root + "/what_if"
    guard run.documents.has(whatIf) else { return nil }
    let sentences = run.documents.items(whatIf / "rules").indices.map {
      HTML("li", [:], run.documents.quote(whatIf / "rules" / $0 / "words").words)
    }
    let fixed = run.documents.items(whatIf / "immutable").compactMap(\.string)
    let stays: HTML =
      fixed.isEmpty ? "Every column may change." : "These stay as they are: \(fixed.joined(separator: ", "))."
    return .html(
      HTML(
        "div", [:], HTML("p", ["class": "note"], "What if: \(run.documents.quote(whatIf / "caution").words)"),
        HTML("p", [:], "\(stays) Correct what may change and which rules hold under explain in the experiment file."),
        HTML(
          "details", [:], HTML("summary", [:], "Rules that every answer keeps"), HTML("ul", [:], sentences))))
  }
}
