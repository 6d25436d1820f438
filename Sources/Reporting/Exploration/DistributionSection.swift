internal import Workbench

/// How the numbers of each column are spread, churned and stayed apart.
enum DistributionSection {
  private static let mostRows = 400

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    let numbers = explored.chartedColumns.filter { explored.has($0 / "histogram") }
    let columns = ExploredRecord.first(numbers, rows: mostRows) { explored.items($0 / "histogram" / "bins").count }
    guard !columns.isEmpty else { return nil }
    return Page.Section(
      "distributions", "Distributions of numbers", [.chart(chart(explored, columns)), .table(means(explored, columns))])
  }

  private static func chart(_ explored: ExploredRecord, _ columns: [String]) -> Chart {
    var table = PageTable(
      "distribution-table", caption: "Customers in bins of equal width",
      columns: [
        .init("column", "column"), .init("low", "from"), .init("width", "width"), .init("customers", "customers"),
        .init("churned", "churned"),
      ])
    for column in columns {
      let bins = column / "histogram" / "bins"
      for bin in explored.items(bins).indices {
        table.add(
          .text(explored.string(column / "name")), explored.cell(bins / bin / "low", .short),
          explored.cell(column / "histogram" / "width", .short), explored.cell(bins / bin / "rows", .count),
          explored.cell(bins / bin / "churned", .count))
      }
    }
    return Chart(
      id: "distribution-chart", title: "Who has which numbers",
      summary: "Customers in bins of equal width, those who churned apart from those who stayed.",
      spec: spec(columns.map { explored.string($0 / "name") }), table: .own(table))
  }

  private static func spec(_ names: [String]) -> JSON {
    [
      "params": .list([ChartPart.choice("column", "Column", names), VegaLite.legendFilter("shown", "who")]),
      "transform": .list([
        ChartPart.chosen("column", "column"),
        ["calculate": "datum.customers - datum.churned", "as": "stayed"],
        ["calculate": "datum.low + datum.width", "as": "high"],
        ["fold": ["churned", "stayed"], "as": ["who", "count"]],
      ]),
      "height": 260,
      "mark": ["type": "bar", "binSpacing": 1],
      "encoding": [
        "x": [
          "field": "low", "type": "quantitative", "bin": ["binned": true], "title": .null,
          "axis": ["format": ",~f", "grid": false, "tickCount": 8],
        ],
        "x2": ["field": "high"],
        "y": [
          "field": "count", "type": "quantitative", "stack": "zero", "title": "customers",
          "axis": ["format": ",d", "tickCount": 6],
        ],
        "color": [
          "field": "who", "type": "nominal", "title": .null,
          "scale": ["domain": ["churned", "stayed"], "range": ["var(--category-2)", "var(--category-1)"]],
        ],
        "opacity": VegaLite.when("shown", 1, else: 0.12),
        "tooltip": VegaLite.tooltip([
          ("low", "from", ",.6~r"), ("high", "to below", ",.6~r"), ("who", "who", nil), ("count", "customers", ","),
        ]),
      ],
    ]
  }

  private static func means(_ explored: ExploredRecord, _ columns: [String]) -> PageTable {
    var table = PageTable(
      "means-table", caption: "Numbers of churned customers against those of customers who stayed",
      columns: [
        .init("column", "column"), .init("churned", "mean, churned"), .init("stayed", "mean, stayed"),
        .init("median", "median, all"), .init("deviation", "standard deviation, all"),
        .init("correlation", "correlation with churn"),
      ])
    for column in columns where explored.has(column / "contrast") {
      table.add(
        .text(explored.string(column / "name")), explored.cell(column / "contrast" / "mean_churn", .short),
        explored.cell(column / "contrast" / "mean_stay", .short),
        explored.cell(column / "numbers" / "quantiles" / 2 / "value", .short),
        explored.cell(column / "numbers" / "std", .short),
        explored.cell(column / "contrast" / "point_biserial", .signed(4)))
    }
    return table
  }
}
