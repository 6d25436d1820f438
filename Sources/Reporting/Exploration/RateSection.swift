internal import Workbench

/// Churn rate by category and quantile band.
enum RateSection {
  /// Levels shown of one column: those of the most customers.
  private static let mostLevels = 30
  private static let mostRows = 480

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    guard !explored.charted.isEmpty else { return nil }
    return Page.Section("rates", "Churn rate by category and band", [.chart(chart(explored))])
  }

  private static func chart(_ explored: ExploredRecord) -> Chart {
    var table = PageTable(
      "rates-table", caption: "Churn rate by level of each column, with Wilson’s 95 % interval",
      columns: [.init("column", "column"), .init("level", "level")] + ExploredRecord.rateColumns)
    let columns = ExploredRecord.first(explored.chartedColumns, rows: mostRows) { shown(explored, $0).count }
    for column in columns {
      let name = explored.string(column / "name")
      for level in shown(explored, column) {
        table.add([.text(name), explored.word(level / "level")] + explored.rate(level))
      }
      if explored.double(column / "missing" / "rows") ?? 0 > 0 {
        table.add([.text(name), .text("(missing)")] + explored.rate(column / "missing"))
      }
    }
    let most = columns.map { min(mostLevels, explored.items($0 / "levels").count) + 1 }.max() ?? 1
    return Chart(
      id: "rate-chart", title: "Churn rate, column by column",
      summary:
        "Points are churn rates, lines their 95 % intervals; the dashed line is the rate of all customers.\(explored.left(columns.count, of: explored.indicators.count))",
      spec: spec(explored, columns.map { explored.string($0 / "name") }, height: most), table: .own(table))
  }

  private static func shown(_ explored: ExploredRecord, _ column: String) -> [String] {
    let rows = explored.items(column / "levels").map { $0["rows"]?.double ?? 0 }
    let most = rows.indices.sorted { (rows[$1], $0) < (rows[$0], $1) }.prefix(mostLevels).sorted()
    return most.map { column / "levels" / $0 }
  }

  private static func spec(_ explored: ExploredRecord, _ names: [String], height: Int) -> JSON {
    let y: JSON = ["field": "level", "type": "nominal", "title": .null, "sort": ["field": "place"]]
    let tooltip = VegaLite.tooltip([("level", "level", nil)] + ChartPart.rateTooltip)
    let x = VegaLite.number("rate", "churn rate", format: "%", axis: ["tickCount": 8])
    return [
      "height": ChartPart.height(names: height),
      "params": [ChartPart.choice("column", "Column", names)],
      "transform": .list([ChartPart.numbered, ChartPart.chosen("column", "column")]),
      "layer": .list([
        [
          "mark": ["type": "rule", "strokeWidth": 3, "opacity": 0.45, "color": "var(--category-1)"],
          "encoding": [
            "x": VegaLite.number("low", "churn rate", format: "%"), "x2": ["field": "high"], "y": y, "tooltip": tooltip,
          ],
        ],
        [
          "mark": ["type": "point", "filled": true, "color": "var(--category-1)", "opacity": 1],
          "encoding": [
            "x": x, "y": y, "tooltip": tooltip,
            "size": ["field": "customers", "type": "quantitative", "legend": .null, "scale": ["range": [50, 260]]],
          ],
        ],
        ChartPart.overall(explored.overallRate, along: "x"),
      ]),
    ]
  }
}
