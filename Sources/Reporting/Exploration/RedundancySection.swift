internal import Workbench

/// Which columns repeat each other.
enum RedundancySection {
  static func section(_ explored: ExploredRecord) -> Page.Section? {
    let columns = explored.items("/redundancy/columns").compactMap(\.string)
    guard columns.count > 1 else { return nil }
    return Page.Section(
      "redundancy", "Columns that repeat each other",
      [
        .html(HTML("p", [:], introduction(explored))), .html(clusters(explored)), .chart(chart(explored, columns)),
      ])
  }

  private static func introduction(_ explored: ExploredRecord) -> HTML {
    "How alike two columns are, from 0 to 1: Spearman’s rank correlation, whatever its sign, for two columns of many numbers, bias-corrected Cramér’s V otherwise. Columns stand in the order of a clustering by average linkage; clusters from \(explored.quote("/redundancy/threshold", .fixed(1))) on repeat each other."
  }

  private static func clusters(_ explored: ExploredRecord) -> HTML {
    let clusters = explored.items("/redundancy/clusters").map { Words.list($0.items.compactMap(\.string)) }
    return clusters.isEmpty
      ? HTML("p", [:], "No columns are that much alike.")
      : HTML("ul", [:], clusters.map { HTML("li", [:], HTML(text: $0)) })
  }

  private static func chart(_ explored: ExploredRecord, _ columns: [String]) -> Chart {
    let shown = columns.indices.filter {
      columns.count <= ExploredRecord.mostCharted || explored.charted.contains(columns[$0])
    }
    var table = PageTable(
      "redundancy-table", caption: "How alike two columns are",
      columns: [.init("one", "column"), .init("other", "other column"), .init("alike", "alike")])
    for row in shown {
      for column in shown where column < row {
        table.add(
          .text(columns[row]), .text(columns[column]),
          explored.cell("/redundancy/association" / row / column, .fixed(3)))
      }
    }
    return Chart(
      id: "redundancy-chart", title: "How alike the columns are",
      summary: "Darker on white, or lighter on black, is more alike. Neighbours belong together.",
      spec: spec(shown.map { columns[$0] }), table: .own(table))
  }

  private static func spec(_ columns: [String]) -> JSON {
    let order = JSON.list(columns.map { .text($0) })
    return [
      "height": ["step": 20],
      "mark": ["type": "rect", "stroke": "var(--paper)", "strokeWidth": 1],
      "encoding": [
        "y": [
          "field": "one", "type": "nominal", "title": .null, "sort": order,
          "axis": ["grid": false, "ticks": false, "domain": false],
        ],
        "x": [
          "field": "other", "type": "nominal", "title": .null, "sort": order,
          "axis": [
            "labelAngle": -45, "labelLimit": 120, "labelOverlap": false, "grid": false, "ticks": false, "domain": false,
          ],
        ],
        "color": [
          "field": "alike", "type": "quantitative", "title": "alike",
          "scale": [
            "type": "threshold", "domain": [0.1, 0.3, 0.5, 0.7, 0.9],
            "range": .list(["var(--grid)"] + [1, 2, 4, 5, 7].map { .text(Palette.steps[$0 - 1]) }),
          ],
          "legend": ["direction": "horizontal"],
        ],
        "tooltip": VegaLite.tooltip([("one", "column", nil), ("other", "and", nil), ("alike", "alike", ".3f")]),
      ],
    ]
  }
}
