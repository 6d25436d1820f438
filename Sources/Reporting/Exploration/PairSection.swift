internal import Workbench

/// Pairs of columns that say more together than the better one says alone.
enum PairSection {
  /// Pairs whose cells are charted, and cells of each at most.
  private static let mostCharted = 6
  private static let mostListed = 12
  private static let mostCells = 100

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    let pairs = explored.items("/pairs/strongest").indices.map { "/pairs/strongest" / $0 }
    guard !pairs.isEmpty else { return nil }
    return Page.Section(
      "pairs", "Stronger together",
      [
        .html(HTML("p", [:], introduction(explored))), .table(table(explored, Array(pairs.prefix(mostListed)))),
        .chart(chart(explored, Array(pairs.prefix(mostCharted)))),
      ])
  }

  private static func introduction(_ explored: ExploredRecord) -> HTML {
    "What two columns together say about churn beyond the better of them, in nats of mutual information, less what a column that says nothing would seem to add. The p-value is a G test’s, times the \(explored.quote("/pairs/looked_at", .count)) pairs that were looked at."
  }

  private static func name(_ explored: ExploredRecord, _ pair: String) -> String {
    explored.items(pair / "columns").compactMap(\.string).joined(separator: " × ")
  }

  private static func table(_ explored: ExploredRecord, _ pairs: [String]) -> PageTable {
    var table = PageTable(
      "pairs-table", caption: "The strongest pairs, and the cell of each that most surely churns",
      columns: [
        .init("pair", "pair"), .init("gain", "gain, nats"), .init("together", "together"),
        .init("first", "first alone"),
        .init("second", "second alone"), .init("p", "p, adjusted"), .init("cell", "most churn at"),
      ] + ExploredRecord.rateColumns)
    for pair in pairs {
      let levels = explored.items(pair / "hottest" / "levels").compactMap(\.string).joined(separator: " × ")
      table.add(
        [
          .text(name(explored, pair)), explored.cell(pair / "gain_bias_corrected", .fixed(4)),
          explored.cell(pair / "mutual_info_nats", .fixed(4)), explored.cell(pair / "alone" / 0, .fixed(4)),
          explored.cell(pair / "alone" / 1, .fixed(4)), .figure(explored.p(pair / "p_value_adjusted")), .text(levels),
        ] + explored.rate(pair / "hottest"))
    }
    return table
  }

  private static func chart(_ explored: ExploredRecord, _ pairs: [String]) -> Chart {
    var table = PageTable(
      "cells-table", caption: "Churn rate by the levels of both columns",
      columns: [.init("pair", "pair"), .init("one", "first level"), .init("other", "second level")]
        + ExploredRecord.rateColumns)
    for pair in pairs {
      let cells = explored.items(pair / "cells").indices.prefix(mostCells).map { pair / "cells" / $0 }
      for cell in cells {
        let levels = explored.items(cell / "levels").compactMap(\.string)
        guard levels.count == 2 else { continue }
        table.add([.text(name(explored, pair)), .text(levels[0]), .text(levels[1])] + explored.rate(cell))
      }
    }
    return Chart(
      id: "pair-chart", title: "Churn rate where two columns meet",
      summary: "One cell for each pair of levels; pale where few customers are.",
      spec: spec(pairs.map { name(explored, $0) }), table: .own(table))
  }

  private static func spec(_ names: [String]) -> JSON {
    [
      "params": .list([ChartPart.choice("pair", "Pair", names)]),
      "transform": .list([ChartPart.numbered, ChartPart.chosen("pair", "pair")]),
      "height": ["step": 26],
      "mark": ["type": "rect", "stroke": "var(--paper)", "strokeWidth": 1],
      "encoding": [
        "y": [
          "field": "one", "type": "nominal", "title": .null, "sort": ["field": "place"],
          "axis": ["ticks": false, "domain": false],
        ],
        "x": [
          "field": "other", "type": "nominal", "title": .null, "sort": ["field": "place"],
          "axis": ["labelAngle": -30, "labelOverlap": false, "labelLimit": 140, "ticks": false, "domain": false],
        ],
        "color": [
          "field": "rate", "type": "quantitative", "title": "churn rate",
          "scale": [
            "type": "threshold", "domain": [0.05, 0.1, 0.2, 0.35, 0.5],
            "range": .list([1, 2, 3, 4, 5, 7].map { .text(Palette.steps[$0 - 1]) }),
          ],
          "legend": ["format": ".0%", "direction": "horizontal"],
        ],
        "opacity": [
          "condition": ["test": "datum.customers < 30", "value": 0.35], "value": 1,
        ],
        "tooltip": VegaLite.tooltip([("one", "first", nil), ("other", "second", nil)] + ChartPart.rateTooltip),
      ],
    ]
  }
}
