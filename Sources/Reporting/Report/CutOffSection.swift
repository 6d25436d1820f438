internal import Workbench

/// Where to cut: objectives over the cut-off with their spread, the chosen cut-offs, and who is then contacted.
enum CutOffSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let charts = [
      curves(
        run, "cut-off", "Metrics over the cut-off", "figures.json#/cut_offs", ".0%", "Mean over folds",
        "Means over folds of the \(run.selected) scores with a shade of one standard deviation; a diamond is the cut-off the run chose. Drag to mark a range, click the legend to keep one line."
      ),
      curves(
        run, "per-customer", moneyTitle(run), "figures.json#/per_customer", ".2f", "Per customer",
        "Means over folds with a shade of one standard deviation; cost is in contacts made for nothing, profit in money."
      ),
    ].compactMap { $0 }
    return Page.Section(
      "cut-off", "The cut-off",
      [.charts(charts)] + (chosen(run).map { [.table($0)] } ?? []) + (confusion(run).map { [.chart($0)] } ?? []))
  }

  private static func moneyTitle(_ run: ReportedRun) -> String {
    run.documents.has("/campaign") ? "Cost and profit per customer" : "Cost per customer"
  }

  private static func curves(
    _ run: ReportedRun, _ id: String, _ title: String, _ list: String, _ format: String, _ axis: String, _ summary: HTML
  ) -> Chart? {
    let objectives = run.documents.items(list).compactMap { $0["objective"]?.string }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard !objectives.isEmpty else { return nil }
    let table = run.table(
      "\(id)-table", caption: "Over the cut-off; true where it is the one the run chose", rows: list,
      [
        ("objective", "Objective", nil), ("threshold", "Cut-off", .fixed(4)), ("mean", "Mean", .fixed(4)),
        ("low", "1 std below", .fixed(4)), ("high", "1 std above", .fixed(4)), ("chosen", "Chosen", .plain),
      ])
    let colour = VegaLite.colour("objective", "Objective", order: objectives)
    let x = VegaLite.number("threshold", "Cut-off", format: ".1f", domain: [0, 1])
    let y = VegaLite.number("mean", axis, format: format)
    let tooltip = VegaLite.tooltip([
      ("objective", "Objective", nil), ("threshold", "Cut-off", ".3f"), ("mean", "Mean", ".3f"),
      ("low", "1 std below", ".3f"), ("high", "1 std above", ".3f"),
    ])
    let spec: JSON = [
      "height": 320,
      "encoding": ["x": x, "color": colour],
      "layer": [
        [
          "mark": ["type": "area", "tooltip": false],
          "encoding": [
            "y": VegaLite.number("low", axis, format: format), "y2": ["field": "high"],
            "opacity": VegaLite.when("objective", 0.14, else: 0.01),
          ],
        ],
        [
          "params": [
            VegaLite.legendFilter("objective", "objective"),
            ["name": "range", "select": ["type": "interval", "encodings": ["x"]]],
          ],
          "mark": ["type": "line", "tooltip": false],
          "encoding": ["y": y, "opacity": VegaLite.when("objective", 1, else: 0.1)],
        ],
        [
          "transform": [["filter": ["and": [["param": "objective"], ["param": "range"]]]]],
          "mark": ["type": "point", "size": 30, "opacity": 0.75], "encoding": ["y": y, "tooltip": tooltip],
        ],
        [
          "transform": [["filter": "datum.chosen === 'true'"], ["filter": ["param": "objective"]]],
          "mark": [
            "type": "point", "size": 190, "shape": "diamond", "stroke": "var(--paper)", "strokeWidth": 1.5,
            "opacity": 1,
          ],
          "encoding": ["y": y, "tooltip": tooltip],
        ],
      ],
    ]
    return Chart(id: "\(id)-chart", title: title, summary: summary, spec: spec, table: .own(table))
  }

  private static func chosen(_ run: ReportedRun) -> PageTable? {
    let objectives = run.documents.keys("/thresholds")
    guard !objectives.isEmpty else { return nil }
    var table = PageTable(
      "chosen-table",
      caption:
        "The best cut-off of \(run.selected) for each objective; its honest value is that of choosing it on the other folds",
      columns: [
        .init("objective", "Objective"), .init("threshold", "Cut-off"), .init("value", "Value"),
        .init("honest", "Honest value"), .init("std", "± folds"), .init("low", "Near-equal from"), .init("high", "to"),
        .init("nobody", "Contact nobody"), .init("everybody", "Contact everybody"),
      ])
    for objective in objectives {
      let pointer = "/thresholds" / objective
      let paths = [
        "threshold", "value", "cross_fitted/value/mean", "cross_fitted/value/std", "near_optimal/low",
        "near_optimal/high",
        "contact_nobody", "contact_everybody",
      ]
      table.add([.text(Words.metric(objective))] + paths.map { run.documents.cell("\(pointer)/\($0)", .fixed(3)) })
    }
    return table
  }

  private static func confusion(_ run: ReportedRun) -> Chart? {
    let at = "/models" / run.selected / "at_threshold"
    guard run.documents.has(at) else { return nil }
    var table = PageTable(
      "confusion-table",
      caption:
        "At the cut-off \(run.documents.quote(at / "threshold", .fixed(3))), the best for \(Words.metric(run.documents.string(at / "objective") ?? ""))",
      columns: [.init("action", "Action"), .init("outcome", "Outcome"), .init("customers", "Customers")])
    let cells = [
      ("contacted", "churned", "tp"), ("contacted", "stayed", "fp"), ("not contacted", "churned", "fn"),
      ("not contacted", "stayed", "tn"),
    ]
    for cell in cells {
      table.add(.text(cell.0), .text(cell.1), run.documents.cell(at / "confusion" / cell.2, .count))
    }
    let rates: HTML = HTML(
      ["precision", "recall", "f1", "accuracy"].enumerated().map { index, name in
        "\(index > 0 ? ", " : "")\(Words.metric(name)) \(run.documents.quote(at / name, .fixed(3)))"
      })
    let encoding: JSON = [
      "x": VegaLite.name(
        "outcome", nil, order: ["churned", "stayed"],
        axis: ["labelAngle": 0, "orient": "top", "domain": false, "ticks": false]),
      "y": VegaLite.name(
        "action", nil, order: ["contacted", "not contacted"], axis: ["domain": false, "ticks": false]),
    ]
    let spec: JSON = [
      "height": 170,
      "transform": [
        [
          "calculate": "(datum.action === 'contacted') === (datum.outcome === 'churned') ? 'right' : 'wrong'",
          "as": "verdict",
        ],
        ["joinaggregate": [["op": "sum", "field": "customers", "as": "all"]]],
        ["calculate": "datum.customers / datum.all", "as": "share"],
      ],
      "encoding": encoding,
      "layer": [
        [
          "mark": ["type": "rect", "stroke": "var(--paper)", "strokeWidth": 3, "cornerRadius": 4],
          "encoding": [
            "color": VegaLite.colour("verdict", nil, order: ["right", "wrong"]),
            "opacity": [
              "field": "share", "type": "quantitative", "scale": ["domain": [0, 1], "range": [0.22, 0.75]],
              "legend": .null,
            ],
            "tooltip": VegaLite.tooltip([
              ("action", "Action", nil), ("outcome", "Outcome", nil), ("customers", "Customers", ",d"),
              ("share", "Share", ".1%"),
            ]),
          ],
        ],
        [
          "mark": ["type": "text", "fontSize": 17, "fontWeight": 600, "dy": -9, "tooltip": false],
          "encoding": ["text": ["field": "customers", "type": "quantitative", "format": ",d"]],
        ],
        [
          "mark": ["type": "text", "fontSize": 12, "dy": 12, "tooltip": false],
          "encoding": ["text": ["field": "share", "type": "quantitative", "format": ".1%"]],
        ],
      ],
    ]
    return Chart(
      id: "confusion-chart", title: "Who is contacted",
      summary: "At \(run.documents.quote(at / "threshold", .fixed(3))): \(rates).", spec: spec, table: .own(table))
  }
}
