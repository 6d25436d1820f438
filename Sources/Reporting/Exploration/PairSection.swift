internal import Workbench

/// Pairs of columns that say more together than the better one says alone.
enum PairSection {
  /// Pairs whose cells are charted, and cells of each at most.
  private static let mostCharted = 6
  private static let mostListed = 12
  private static let mostCells = 100
  private static let mostRows = 300

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
        .init("pair", "pair"), .init("cell", "most churn where they are"), .init("customers", "customers"),
        .init("rate", "churn rate"), .init("gain", "gain, nats"), .init("together", "together"),
        .init("first", "first alone"), .init("second", "second alone"), .init("p", "p, adjusted"),
      ])
    for pair in pairs {
      table.add(
        .text(name(explored, pair)), .mixed(explored.levels(pair / "hottest" / "levels")),
        explored.cell(pair / "hottest" / "rows", .count),
        explored.cell(pair / "hottest" / "rate", .percent(1)), explored.cell(pair / "gain_bias_corrected", .fixed(4)),
        explored.cell(pair / "mutual_info_nats", .fixed(4)), explored.cell(pair / "alone" / 0, .fixed(4)),
        explored.cell(pair / "alone" / 1, .fixed(4)), .figure(explored.p(pair / "p_value_adjusted")))
    }
    return table
  }

  private static func chart(_ explored: ExploredRecord, _ pairs: [String]) -> Chart {
    var table = PageTable(
      "cells-table", caption: "Churn rate by the levels of both columns",
      columns: [.init("pair", "pair"), .init("one", "first level"), .init("other", "second level")]
        + ExploredRecord.rateColumns)
    var most = 1
    let pairs = ExploredRecord.first(pairs, rows: mostRows) { min(mostCells, explored.items($0 / "cells").count) }
    for pair in pairs {
      let cells = explored.items(pair / "cells").indices.prefix(mostCells).map { pair / "cells" / $0 }
      most = max(most, Set(cells.compactMap { explored.items($0 / "levels").first?.string }).count)
      for cell in cells {
        let levels = [0, 1].map { explored.word(cell / "levels" / $0) }
        table.add([.text(name(explored, pair))] + levels + explored.rate(cell))
      }
    }
    return Chart(
      id: "pair-chart", title: "Churn rate where two columns meet",
      summary: "One cell for each pair of levels; pale where few customers are.",
      spec: spec(pairs.map { name(explored, $0) }, rows: most, overall: explored.overallRate), table: .own(table))
  }

  /// Rates of a quarter, a half, two and four times the odds of all customers, so that colours tell in any file.
  private static func steps(_ overall: Double) -> JSON {
    .list([0.25, 0.5, 1, 2, 4].map { .number($0 * overall / (1 - overall + $0 * overall)) })
  }

  private static func spec(_ names: [String], rows: Int, overall: Double) -> JSON {
    [
      "height": ChartPart.height(names: rows), "params": [ChartPart.choice("pair", "Pair", names)],
      "transform": .list([ChartPart.numbered, ChartPart.chosen("pair", "pair")]),
      "mark": ["type": "rect", "stroke": "var(--paper)", "strokeWidth": 1],
      "encoding": [
        "y": [
          "field": "one", "type": "nominal", "title": .null, "sort": ["field": "place"],
          "axis": ["ticks": false, "domain": false],
        ],
        "x": [
          "field": "other", "type": "nominal", "title": .null, "sort": ["field": "place"],
          "axis": ["labelAngle": -45, "labelOverlap": false, "labelLimit": 140, "ticks": false, "domain": false],
        ],
        "color": [
          "field": "rate", "type": "quantitative", "title": "churn rate",
          "scale": [
            "type": "threshold", "domain": steps(overall),
            "range": .list([1, 2, 3, 4, 5, 7].map { .text(Palette.steps[$0 - 1]) }),
          ],
          "legend": ["format": ".2~p", "direction": "horizontal", "gradientLength": 260],
        ],
        "opacity": [
          "condition": ["test": "datum.customers < 30", "value": 0.35], "value": 1,
        ],
        "tooltip": VegaLite.tooltip([("one", "first", nil), ("other", "second", nil)] + ChartPart.rateTooltip),
      ],
    ]
  }
}
