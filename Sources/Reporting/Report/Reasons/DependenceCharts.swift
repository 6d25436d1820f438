internal import Workbench

/// The prediction over a column's values, all else as it is.
enum DependenceCharts {
  private static let root = ReasonSection.root
  private static let series = [
    ("partial", "mean of all customers"), ("accumulated", "accumulated differences"), ("low", "one in ten is below"),
    ("high", "one in ten is above"),
  ]

  static func curves(_ run: ReportedRun) -> [Chart] {
    let names = run.documents.items(root + "/dependence").compactMap { $0["column"]?.string }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return names.enumerated().map { curve(run, $1, index: $0) }
  }

  private static func curve(_ run: ReportedRun, _ name: String, index: Int) -> Chart {
    let places = run.indices(root + "/dependence", "column", name)
    var table = PageTable(
      "dependence-\(index)-table", caption: "Probability over \(name)",
      columns: [
        .init("level", "Value"), .init("place", "Place"), .init("x", "As a number"), .init("kind", "Of"),
        .init("value", "Probability"),
      ])
    func add(_ item: String, _ kind: PageTable.Cell, _ value: String) {
      table.add(
        .word(run.documents.quote(item / "level")), run.documents.cell(item / "place", .plain),
        run.documents.cell(item / "x", .short), kind, run.documents.cell(item / value, .fixed(4)))
    }
    for (field, title) in series { for place in places { add(root + "/dependence" / place, .text(title), field) } }
    for place in run.indices(root + "/curves", "column", name) {
      let item = root + "/curves" / place
      add(item, .word(run.documents.quote(item / "row")), "probability")
    }
    let isNumeric = places.contains { run.documents.double(root + "/dependence" / $0 / "x") != nil }
    let x =
      isNumeric
      ? VegaLite.number("x", name, padding: 4)
      : VegaLite.name(
        "level", name, order: places.map { run.documents.string(root + "/dependence" / $0 / "level") ?? "" },
        axis: ["labelAngle": -20])
    let y = VegaLite.number("value", "Probability", format: ".0%")
    let order: JSON = ["field": "place", "type": "quantitative"]
    let titles = series.map(\.1)
    let main = JSON.list(titles.map { .text($0) })
    let spec: JSON = [
      "height": 260,
      "layer": [
        [
          "transform": [["filter": ["not": ["field": "kind", "oneOf": main]]]],
          "mark": ["type": "line", "strokeWidth": 1, "opacity": 0.35, "color": "var(--soft)", "tooltip": false],
          "encoding": ["x": x, "y": y, "detail": ["field": "kind", "type": "nominal"], "order": order],
        ],
        [
          "transform": [["filter": ["field": "kind", "oneOf": main]]],
          "params": [VegaLite.legendFilter("kind", "kind")],
          "mark": ["type": "line", "strokeWidth": 2.5, "point": ["size": 30]],
          "encoding": [
            "x": x, "y": y, "order": order, "color": VegaLite.colour("kind", nil, order: titles, columns: 2),
            "opacity": VegaLite.when("kind", 1, else: 0.1),
            "tooltip": VegaLite.tooltip([
              ("level_text", name, nil), ("kind", "Of", nil), ("value", "Probability", ".1%"),
            ]),
          ],
        ],
      ],
    ]
    return Chart(
      id: "dependence-\(index)-chart", title: "Probability over \(name)",
      summary:
        "What the model would say with this column at each value and all else as it is: thin lines for single customers, their mean, and accumulated differences, which ask only about values near those that customers have.",
      spec: spec, table: .own(table))
  }

  /// Two columns' levels against each other: the mean probability, and what the two do beyond what either does alone.
  static func pair(_ run: ReportedRun) -> [Chart] {
    let pointer = root + "/pair"
    guard let first = run.documents.string(pointer + "/columns/0"),
      let second = run.documents.string(pointer + "/columns/1")
    else { return [] }
    let table = run.table(
      "pair-table", caption: "Probability over \(first) and \(second)", rows: pointer + "/points",
      [
        ("first", first, nil), ("second", second, nil), ("first_place", "Place", .plain),
        ("second_place", "Place", .plain), ("partial", "Mean", .fixed(4)), ("accumulated", "Together", .fixed(5)),
      ])
    func order(_ field: String) -> [String] {
      run.documents.items(pointer + "/points").compactMap { $0[field]?.string }
        .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    func map(_ field: String, _ title: String, _ format: String) -> JSON {
      [
        "height": 260, "mark": ["type": "rect"],
        "encoding": [
          "x": VegaLite.name("first_text", first, order: order("first"), axis: ["labelAngle": -30]),
          "y": VegaLite.name("second_text", second, order: order("second").reversed()),
          "color": [
            "field": .text(field), "type": "quantitative", "title": .text(title),
            "scale": ["type": "quantize", "range": .list(VegaLite.steps(5).map { .text($0) })],
            "legend": ["format": .text(format)],
          ],
          "tooltip": VegaLite.tooltip([
            ("first_text", first, nil), ("second_text", second, nil), ("partial", "Mean", ".1%"),
            ("accumulated", "Beyond either alone", "+.3f"),
          ]),
        ],
      ]
    }
    return [
      Chart(
        id: "pair-chart", title: "\(first) and \(second)",
        summary:
          "The mean probability at each pair of values. Of the strongest columns this pair does most together.",
        spec: map("partial", "Mean", ".0%"), table: .own(table)),
      Chart(
        id: "pair-together-chart", title: "\(first) and \(second) together",
        summary: "What the two do beyond what either does alone, by accumulated differences.",
        spec: map("accumulated", "Beyond either alone", "+.2f"), table: .shared(table)),
    ]
  }
}
