internal import Workbench

/// Shapley values over customers.
enum ContributionCharts {
  private static let points = ReasonSection.root + "/points"
  private static let columns = ReasonSection.root + "/columns"
  private static let most = 20

  /// How much each column contributes.
  static func overview(_ run: ReportedRun) -> Chart? {
    guard run.documents.items(columns).count > 1 else { return nil }
    let unit = ReasonSection.unit(run)
    var table = PageTable(
      "contributions-table", caption: "Contributions of each column in \(unit), over customers",
      columns: [
        .init("column", "Column"), .init("mean_abs", "Mean size"), .init("std_abs", "Its std"), .init("p5", "5 %"),
        .init("p25", "Lower quartile"), .init("p50", "Median"), .init("p75", "Upper quartile"), .init("p95", "95 %"),
      ])
    for index in run.documents.items(columns).indices.prefix(most) {
      let fields = ["std_abs", "p5", "p25", "p50", "p75", "p95"]
      table.add(
        [
          .text(run.documents.string(columns / index / "column") ?? ""),
          run.documents.cell(columns / index / "mean_abs", .fixed(5)),
        ]
          + fields.map { run.documents.cell(columns / index / $0, .fixed(4)) })
    }
    let spec: JSON = [
      "height": .integer(22 * table.rows.count + 20),
      "mark": ["type": "bar", "cornerRadiusEnd": 2, "height": ["band": 0.65]],
      "encoding": [
        "y": VegaLite.name("column", nil),
        "x": VegaLite.number("mean_abs", "Mean size of the contribution in \(unit)", axis: ["tickCount": 6]),
        "tooltip": VegaLite.tooltip([
          ("column", "Column", nil), ("mean_abs", "Mean size", ".4f"), ("std_abs", "Std over customers", ".4f"),
        ]),
      ],
    ]
    return Chart(
      id: "contributions-chart", title: "Size of contributions",
      summary: "How far each column moves the prediction, up or down, on the mean over customers.", spec: spec,
      table: .own(table))
  }

  private static func pointsTable(_ run: ReportedRun) -> PageTable {
    run.table(
      "contribution-points-table", caption: "Contributions for single customers, of the strongest columns",
      rows: points,
      [
        ("column", "Column", nil), ("row", "Row", .plain), ("level", "Value", nil), ("x", "As a number", .short),
        ("standing", "Standing among numbers", .fixed(2)), ("contribution", "Contribution", .fixed(4)),
      ])
  }

  private static func names(_ run: ReportedRun) -> [String] {
    run.documents.items(points).compactMap { $0["column"]?.string }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// One dot a customer and column.
  static func summary(_ run: ReportedRun) -> Chart? {
    let names = names(run)
    guard !names.isEmpty else { return nil }
    let unit = ReasonSection.unit(run)
    let spec: JSON = [
      "height": .integer(46 * names.count),
      "transform": [["calculate": "random()", "as": "jitter"]],
      "mark": ["type": "point", "size": 22, "opacity": 0.75, "invalid": "show"],
      "encoding": [
        "y": VegaLite.name("column", nil, order: names),
        "yOffset": ["field": "jitter", "type": "quantitative", "scale": ["domain": [-0.4, 1.4]]],
        "x": VegaLite.number("contribution", "Contribution in \(unit)", format: "+.2f"),
        "color": [
          "condition": [
            "test": "isValid(datum.standing)", "field": "standing", "type": "quantitative",
            "title": "Number, from low to high",
            "scale": [
              "type": "quantize", "domain": [0, 1], "range": .list(VegaLite.steps(5).map { .text($0) }),
            ],
            "legend": ["format": ".1f"],
          ], "value": .text(Palette.categories[1]),
        ],
        "tooltip": VegaLite.tooltip([
          ("column", "Column", nil), ("level", "Value", nil), ("contribution", "Contribution", "+.3f"),
          ("row", "Row", "d"),
        ]),
      ],
    ]
    return Chart(
      id: "summary-chart", title: "Contributions of single customers",
      summary:
        "Each dot is a customer: how far the column’s value moves the prediction. Darker is a higher number; dots of categories have one colour.",
      spec: spec, table: .own(pointsTable(run)))
  }

  /// A column's contribution over its value.
  static func scatters(_ run: ReportedRun) -> [Chart] {
    let table = pointsTable(run)
    let all = run.documents.items(points)
    return names(run).prefix(4).enumerated().map { index, name in
      let isNumeric = all.contains { $0["column"]?.string == name && $0["x"]?.double != nil }
      let x =
        isNumeric
        ? VegaLite.number("x", name, padding: 8) : VegaLite.name("level_text", name, axis: ["labelAngle": -20])
      let spec: JSON = [
        "height": 240,
        "transform": [["filter": ["field": "column", "equal": .text(name)]]],
        "mark": ["type": "point", "size": 26, "opacity": 0.7],
        "encoding": [
          "x": x, "y": VegaLite.number("contribution", "Contribution in \(ReasonSection.unit(run))", format: "+.2f"),
          "tooltip": VegaLite.tooltip([
            ("level_text", name, nil), ("contribution", "Contribution", "+.3f"), ("row", "Row", "d"),
          ]),
        ],
      ]
      return Chart(
        id: "scatter-\(index)-chart", title: "Contribution of \(name)",
        summary:
          "What the column adds for each customer, over its value; the spread at one value is what other columns do with it.",
        spec: spec, table: .shared(table))
    }
  }
}
