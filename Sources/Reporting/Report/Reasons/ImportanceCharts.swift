internal import Workbench

/// What matters on rows that models have not seen.
enum ImportanceCharts {
  private static let root = ReasonSection.root + "/importance"
  private static let most = 20

  static func content(_ run: ReportedRun) -> [Page.Content] {
    guard run.documents.has(root) else {
      return [
        .html(
          HTML(
            "p", ["class": "note"],
            "What matters on rows that models have not seen, how firm reasons are and what-if take longer: \(HTML("code", [:], "churnlab explain RUN")) adds them to this page."
          ))
      ]
    }
    var content: [Page.Content] = [.chart(chart(run))]
    if let kept = stability(run) { content.append(.html(kept)) }
    if !run.documents.items(root + "/groups").isEmpty { content.append(.table(groups(run))) }
    if !run.documents.items(root + "/dropped").isEmpty { content.append(.table(dropped(run))) }
    return content
  }

  private static func chart(_ run: ReportedRun) -> Chart {
    let metric = Words.metric(run.documents.string(root + "/metric") ?? "")
    let list = root + "/columns"
    var table = PageTable(
      "permutation-table",
      caption:
        "How much \(metric) worsens when a column is shuffled among rows that the models of \(run.documents.quote(root + "/folds")) folds have not seen",
      columns: [
        .init("column", "Column"), .init("mean", "Worsening"), .init("low", "95 % from"), .init("high", "to"),
        .init("null_low", "Of a shadow from"), .init("null_high", "to"),
      ])
    for index in run.documents.items(list).indices.prefix(most) {
      table.add(
        [.text(run.documents.string(list / index / "column") ?? "")]
          + ["mean", "low", "high", "null_low", "null_high"].map { run.documents.cell(list / index / $0, .fixed(5)) })
    }
    let order = run.documents.items(list).prefix(most).compactMap { $0["column"]?.string }
    let y = VegaLite.name("column", nil, order: order)
    func x(_ field: String) -> JSON { VegaLite.number(field, "Worsening of \(metric)", axis: ["tickCount": 6]) }
    let spec: JSON = [
      "height": .integer(24 * table.rows.count + 20),
      "layer": [
        [
          "transform": [["filter": "isValid(datum.null_low) && isValid(datum.null_high)"]],
          "mark": ["type": "bar", "height": ["band": 0.7], "color": "var(--rule)", "tooltip": false],
          "encoding": ["y": y, "x": x("null_low"), "x2": ["field": "null_high"]],
        ],
        [
          "transform": [["filter": "isValid(datum.low) && isValid(datum.high)"]],
          "mark": ["type": "rule", "strokeWidth": 2, "color": .text(Palette.categories[0])],
          "encoding": ["y": y, "x": x("low"), "x2": ["field": "high"]],
        ],
        [
          "mark": ["type": "point", "size": 70],
          "encoding": [
            "y": y, "x": x("mean"),
            "tooltip": VegaLite.tooltip([
              ("column", "Column", nil), ("mean", "Worsening", ".4f"), ("low", "95 % from", ".4f"),
              ("high", "to", ".4f"),
              ("null_low", "Of a shadow from", ".4f"), ("null_high", "to", ".4f"),
            ]),
          ],
        ],
      ],
    ]
    return Chart(
      id: "permutation-chart", title: "What matters on unseen rows",
      summary:
        "Dots are means over folds with their 95 % interval. The grey bar is where a shadow of the column lies, a shuffled copy that was learnt from beside it: a column whose dot is within says nothing that can be told from chance.",
      spec: spec, table: .own(table))
  }

  private static func groups(_ run: ReportedRun) -> PageTable {
    var table = PageTable(
      "groups-table",
      caption: "Columns that repeat each other, shuffled together: alone each hides behind the others",
      columns: [
        .init("columns", "Columns"), .init("mean", "Worsening"), .init("low", "95 % from"), .init("high", "to"),
      ])
    let list = root + "/groups"
    for (index, group) in run.documents.items(list).enumerated() {
      table.add(
        [.text((group["columns"]?.items ?? []).compactMap(\.string).joined(separator: ", "))]
          + ["mean", "low", "high"].map { run.documents.cell(list / index / $0, .fixed(5)) })
    }
    return table
  }

  private static func dropped(_ run: ReportedRun) -> PageTable {
    run.table(
      "dropped-table", caption: "What is lost when models are learnt without a column", rows: root + "/dropped",
      [
        ("column", "Column", nil), ("mean", "Worsening", .fixed(5)), ("low", "95 % from", .fixed(5)),
        ("high", "to", .fixed(5)),
      ])
  }

  private static func stability(_ run: ReportedRun) -> HTML? {
    let stability = ReasonSection.root + "/stability"
    guard run.documents.has(stability) else { return nil }
    return HTML(
      "p", [:],
      "A customer’s strongest reason is the strongest in \(run.documents.quote(stability + "/kept_share", .percent(1))) of \(run.documents.quote(stability + "/refits")) models learnt anew on bootstrap rows."
    )
  }
}
