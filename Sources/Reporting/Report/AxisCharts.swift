internal import Workbench

/// What each hyperparameter does by itself.
enum AxisCharts {
  private static let root = SearchSection.root

  static func levels(_ run: ReportedRun, _ axes: [String]) -> Chart {
    let metric = Words.metric(run.metric)
    let table = run.table(
      "levels-table", caption: "Each value of each hyperparameter: the best that any point with it reaches",
      rows: root / "levels",
      [
        ("axis", "Hyperparameter", nil), ("level", "Value", .plain), ("points", "Points", .count),
        ("best", "Best", .fixed(5)),
        ("mean", "Mean", .fixed(5)),
      ])
    let spec: JSON = [
      "height": .integer(20 * table.rows.count + 20),
      "transform": [
        ["window": [["op": "row_number", "as": "place"]]],
        ["calculate": "datum.axis + ' ' + datum.level_text", "as": "name"],
      ],
      "params": [VegaLite.legendFilter("axis", "axis")],
      "mark": ["type": "line", "point": ["size": 60], "strokeWidth": 1.5],
      "encoding": [
        "y": ["field": "name", "type": "nominal", "title": .null, "sort": ["field": "place"], "axis": ["grid": true]],
        "x": VegaLite.number("best", "Best \(metric)", axis: ["tickCount": 5]),
        "order": ["field": "place", "type": "quantitative"],
        "color": .object(VegaLite.colour("axis", nil, order: axes).members),
        "opacity": VegaLite.when("axis", 1, else: 0.12),
        "tooltip": VegaLite.tooltip([
          ("axis", "Hyperparameter", nil), ("level_text", "Value", nil), ("points", "Points", "d"),
          ("best", "Best \(metric)", ".4f"), ("mean", "Mean \(metric)", ".4f"),
        ]),
      ],
    ]
    return Chart(
      id: "levels-chart", title: "Along each axis",
      summary:
        "The best that can be reached with each value when all other hyperparameters are free. A click on the legend keeps one axis.",
      spec: spec, table: .own(table))
  }

  static func worth(_ run: ReportedRun) -> Chart {
    let table = run.table(
      "worth-table", caption: "What choosing each hyperparameter well is worth", rows: root / "worth",
      [("axis", "Hyperparameter", nil), ("worth", "Worth", .fixed(5)), ("share", "Share of variance", .percent(1))])
    let spec: JSON = [
      "height": .integer(34 * run.documents.items(root / "worth").count + 20),
      "mark": ["type": "bar", "cornerRadiusEnd": 2, "height": ["band": 0.6]],
      "encoding": [
        "y": VegaLite.name("axis", nil),
        "x": VegaLite.number(
          "worth", "Loss in best \(Words.metric(run.metric)) at its worst value", axis: ["tickCount": 4]),
        "tooltip": VegaLite.tooltip([
          ("axis", "Hyperparameter", nil), ("worth", "Worth", ".5f"), ("share", "Share of variance", ".1%"),
        ]),
      ],
    ]
    return Chart(
      id: "worth-chart", title: "What each axis is worth",
      summary: "How much the best result falls when one hyperparameter is held at its worst value.", spec: spec,
      table: .own(table))
  }
}
