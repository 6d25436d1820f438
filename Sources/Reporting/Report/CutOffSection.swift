internal import Workbench

/// Where to cut: objectives over the cut-off with their spread, the chosen cut-offs, and who is then contacted.
enum CutOffSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let shares = CutOffChart(
      id: "cut-off", title: "Metrics over the cut-off", list: "figures.json#/cut_offs", objective: nil,
      axis: "Mean over folds",
      isShare: true,
      summary:
        "Means over folds of the \(run.selected) scores with a shade of one standard deviation; a diamond is the cut-off the run chose. Drag to mark a range, click the legend to keep one line."
    )
    let perCustomer = [
      (
        "profit", "Profit per customer",
        "Money that contacting from this score on brings, mean over folds; contacting nobody brings nothing."
      ),
      (
        "cost", "Cost per customer",
        "Churners missed, weighed as the experiment says, and contacts made for nothing; less is better."
      ),
    ].map { objective, title, summary in
      CutOffChart(
        id: objective, title: title, list: "figures.json#/per_customer", objective: objective, axis: title,
        isShare: false,
        summary: HTML(text: summary))
    }
    return Page.Section(
      "cut-off", "The cut-off",
      [.charts(([shares] + perCustomer).compactMap { $0.chart(run) })] + (chosen(run).map { [.table($0)] } ?? [])
        + (confusion(run).map { [.chart($0)] } ?? []))
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
      table.add([.text(Words.title(objective))] + paths.map { run.documents.cell("\(pointer)/\($0)", .fixed(3)) })
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
