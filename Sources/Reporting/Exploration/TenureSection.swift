internal import Workbench

/// Churn rate over tenure, by any column.
enum TenureSection {
  private static let mostRows = 560

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    guard explored.has("/tenure") else { return nil }
    let by = explored.items("/tenure/by").indices.map { "/tenure/by" / $0 }
      .filter { explored.charted.contains(explored.string($0 / "column")) }
    return Page.Section(
      "tenure", "Churn over tenure",
      [.html(HTML("p", [:], introduction(explored))), .chart(overall(explored))]
        + (by.isEmpty ? [] : [.chart(chart(explored, first(explored, sorted(explored, by))))]))
  }

  private static func first(_ explored: ExploredRecord, _ by: [String]) -> [String] {
    let bands = explored.items("/tenure/bands").count
    return ExploredRecord.first(by, rows: mostRows) { explored.items($0 / "levels").count * bands }
  }

  private static func sorted(_ explored: ExploredRecord, _ by: [String]) -> [String] {
    by.sorted { a, b in
      let (a, b) = (explored.string(a / "column"), explored.string(b / "column"))
      return (explored.charted.firstIndex(of: a) ?? .max) < (explored.charted.firstIndex(of: b) ?? .max)
    }
  }

  private static func introduction(_ explored: ExploredRecord) -> HTML {
    let assumed: HTML =
      explored["/tenure/assumed_from_name"] == .boolean(true)
      ? " The column was taken for its name; \(HTML("code", [:], "--tenure")) names another." : ""
    return
      "Churn rate by tenth of \(HTML("strong", [:], HTML(text: explored.string("/tenure/column")))). Each rate is of the customers in the file, and no survival curve: those who left earlier are not in it.\(assumed)"
  }

  private static func overall(_ explored: ExploredRecord) -> Chart {
    var table = PageTable(
      "tenure-table", caption: "Churn rate by tenure, with Wilson’s 95 % interval",
      columns: [.init("band", "tenure")] + ExploredRecord.rateColumns)
    for index in explored.items("/tenure/bands").indices {
      let band = "/tenure/bands" / index
      table.add([explored.word(band / "level")] + explored.rate(band))
    }
    let x: JSON = [
      "field": "band", "type": "ordinal", "sort": ["field": "place"], "title": .text(explored.string("/tenure/column")),
      "axis": ["labelAngle": 0],
    ]
    let tooltip = VegaLite.tooltip([("band", "tenure", nil)] + ChartPart.rateTooltip)
    return Chart(
      id: "tenure-chart", title: "All customers",
      summary: "The band around the line is Wilson’s 95 % interval; the dashed line is the rate of all customers.",
      spec: [
        "height": 240, "transform": .list([ChartPart.numbered]),
        "layer": .list([
          [
            "mark": ["type": "area", "opacity": 0.22, "color": "var(--category-1)"],
            "encoding": [
              "x": x, "tooltip": tooltip,
              "y": ["field": "low", "type": "quantitative", "title": "churn rate", "axis": ["format": "%"]],
              "y2": ["field": "high"],
            ],
          ],
          [
            "mark": ["type": "line", "point": ["size": 45], "color": "var(--category-1)"],
            "encoding": ["x": x, "y": ["field": "rate", "type": "quantitative"], "tooltip": tooltip],
          ],
          ChartPart.overall(explored.overallRate, along: "y"),
        ]),
      ], table: .own(table))
  }

  private static func chart(_ explored: ExploredRecord, _ by: [String]) -> Chart {
    var table = PageTable(
      "tenure-by-table", caption: "Churn rate by tenure and the levels of each column",
      columns: [
        .init("column", "column"), .init("level", "level"), .init("band", "tenure"), .init("customers", "customers"),
        .init("rate", "churn rate"),
      ])
    for pointer in by {
      for level in explored.items(pointer / "levels").indices.map({ pointer / "levels" / $0 }) {
        for band in explored.items(level / "bands").indices.map({ level / "bands" / $0 }) {
          table.add(
            .text(explored.string(pointer / "column")), explored.word(level / "level"), explored.word(band / "level"),
            explored.cell(band / "rows", .count),
            explored.cell(band / "rate", .percent(1)))
        }
      }
    }
    return Chart(
      id: "tenure-by-chart", title: "By the levels of a column",
      summary:
        "Choose the column; a click on its legend shows one level. Small points are few customers.\(explored.left(by.count, of: explored.items("/tenure/by").count))",
      spec: spec(explored, by.map { explored.string($0 / "column") }), table: .own(table))
  }

  private static func spec(_ explored: ExploredRecord, _ names: [String]) -> JSON {
    [
      "params": .list([ChartPart.choice("column", "Column", names)]),
      "height": 280,
      "transform": .list([ChartPart.numbered, ChartPart.chosen("column", "column"), ["filter": "isValid(datum.rate)"]]),
      "encoding": [
        "x": [
          "field": "band", "type": "ordinal", "sort": ["field": "place"],
          "title": .text(explored.string("/tenure/column")), "axis": ["labelAngle": 0],
        ],
        "y": ["field": "rate", "type": "quantitative", "title": "churn rate", "axis": ["format": "%"]],
        "color": ["field": "level", "type": "nominal", "title": .null, "sort": ["field": "place"]],
        "opacity": VegaLite.when("shown", 1, else: 0.12),
        "tooltip": VegaLite.tooltip([
          ("level", "level", nil), ("band", "tenure", nil), ("customers", "customers", ","),
          ("rate", "churn rate", ".1%"),
        ]),
      ],
      "layer": .list([
        ["params": .list([VegaLite.legendFilter("shown", "level")]), "mark": ["type": "line"]],
        [
          "mark": ["type": "point", "filled": true],
          "encoding": [
            "size": ["field": "customers", "type": "quantitative", "legend": .null, "scale": ["range": [15, 160]]]
          ],
        ],
      ]),
    ]
  }
}
