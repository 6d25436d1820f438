internal import Workbench

/// Churn rate by category and quantile band.
enum RateSection {
  /// Levels shown of one column: those of the most customers.
  private static let mostLevels = 30

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    guard !explored.charted.isEmpty else { return nil }
    return Page.Section("rates", "Churn rate by category and band", [.chart(chart(explored))])
  }

  private static func chart(_ explored: ExploredRecord) -> Chart {
    var table = PageTable(
      "rates-table", caption: "Churn rate by level of each column, with Wilson’s 95 % interval",
      columns: [.init("column", "column"), .init("level", "level")] + ExploredRecord.rateColumns)
    for column in explored.chartedColumns {
      let name = explored.string(column / "name")
      for level in shown(explored, column) {
        table.add([.text(name), .text(explored.string(level / "level"))] + explored.rate(level))
      }
      if explored.double(column / "missing" / "rows") ?? 0 > 0 {
        table.add([.text(name), .text("(missing)")] + explored.rate(column / "missing"))
      }
    }
    return Chart(
      id: "rate-chart", title: "Churn rate, column by column",
      summary: "Points are churn rates, lines their 95 % intervals; the dashed line is the rate of all customers.",
      spec: spec(explored), table: .own(table))
  }

  private static func shown(_ explored: ExploredRecord, _ column: String) -> [String] {
    let rows = explored.items(column / "levels").map { $0["rows"]?.double ?? 0 }
    let most = rows.indices.sorted { (rows[$1], $0) < (rows[$0], $1) }.prefix(mostLevels).sorted()
    return most.map { column / "levels" / $0 }
  }

  private static func spec(_ explored: ExploredRecord) -> JSON {
    let x: JSON = ["field": "rate", "type": "quantitative", "title": "churn rate", "axis": ["format": "%"]]
    return [
      "params": .list([ChartPart.choice("column", "Column", explored.charted)]),
      "transform": .list([ChartPart.numbered, ChartPart.chosen("column", "column")]),
      "encoding": [
        "y": ["field": "level", "type": "nominal", "title": .null, "sort": ["field": "place"]],
        "tooltip": VegaLite.tooltip([("level", "level", nil)] + ChartPart.rateTooltip),
      ],
      "layer": .list([
        [
          "mark": ["type": "rule", "strokeWidth": 3, "opacity": 0.45, "color": "var(--category-1)"],
          "encoding": [
            "x": ["field": "low", "type": "quantitative", "axis": ["format": "%"]], "x2": ["field": "high"],
          ],
        ],
        [
          "mark": ["type": "point", "filled": true, "color": "var(--category-1)", "opacity": 1],
          "encoding": [
            "x": x,
            "size": ["field": "customers", "type": "quantitative", "legend": .null, "scale": ["range": [50, 260]]],
          ],
        ],
        .object([
          .init("mark", ["type": "rule", "strokeDash": [5, 4], "color": "var(--soft)", "tooltip": false]),
          .init("encoding", ["x": ["datum": .number(explored.overallRate)], "y": .null]),
        ]),
      ]),
    ]
  }
}
