internal import Workbench

/// How well models rank customers, and whether their scores are probabilities.
enum RankingSection {
  static func section(_ run: ReportedRun) -> Page.Section? {
    let list = "figures.json#/ranking"
    guard !run.documents.items(list).isEmpty else { return nil }
    let table = run.table(
      "ranking-table",
      caption: "Contacting the highest scores first, by hundredths of the customers; all folds together", rows: list,
      [
        ("model", "Model", nil), ("contacted", "Contacted", .fixed(4)), ("recall", "Recall", .fixed(4)),
        ("fall_out", "False positive rate", .fixed(4)), ("precision", "Precision", .fixed(4)),
        ("lift", "Lift", .fixed(3)),
        ("threshold", "Lowest score", .fixed(4)),
      ])
    let knows = run.documents.double("/data/positives").flatMap { positives in
      run.documents.double("/data/rows").map { positives / $0 }
    }
    return Page.Section(
      "ranking", "Ranking and reliability",
      [
        .charts([
          curve(
            run, "roc-chart", "ROC",
            "The share of churners found over the share of stayers contacted for nothing; the dashed line is chance.",
            x: ("fall_out", "False positive rate"), y: ("recall", "Recall"), guide: [(0, 0), (1, 1)], .own(table)),
          curve(
            run, "precision-recall-chart", "Precision and recall",
            "Of those contacted, the share who churn, over the share of churners found; the dashed line is the churn rate.",
            x: ("recall", "Recall"), y: ("precision", "Precision"), guide: knows.map { [(0, $0), (1, $0)] } ?? [],
            .shared(table)),
          curve(
            run, "gain-chart", "Gain",
            "The share of churners found over the share of customers contacted, highest scores first.",
            x: ("contacted", "Customers contacted"), y: ("recall", "Churners found"), guide: [(0, 0), (1, 1)],
            .shared(table)),
          curve(
            run, "lift-chart", "Lift", "How many times more churners than among customers picked blindly.",
            x: ("contacted", "Customers contacted"), y: ("lift", "Lift"), guide: [(0, 1), (1, 1)], .shared(table),
            yFormat: ".1f", yDomain: nil),
        ]), .chart(reliability(run)),
      ])
  }

  private static func curve(
    _ run: ReportedRun, _ id: String, _ title: String, _ summary: HTML, x: (field: String, title: String),
    y: (field: String, title: String), guide: [(Double, Double)], _ table: Chart.Source, yFormat: String = ".0%",
    yDomain: JSON? = [0, 1]
  ) -> Chart {
    let format = yFormat == ".0%" ? ".1%" : ".2f"
    let tooltip = VegaLite.tooltip([
      ("model", "Model", nil), (x.field, x.title, ".1%"), (y.field, y.title, format),
      ("threshold", "Lowest score", ".3f"),
    ])
    let encoding: JSON = [
      "x": VegaLite.number(x.field, x.title, format: ".0%", domain: [0, 1]),
      "y": VegaLite.number(y.field, y.title, format: yFormat, domain: yDomain),
    ]
    let colour: JSON.Member = .init("color", VegaLite.colour("model", nil, order: run.models))
    let valid: JSON = [["filter": .text("isValid(datum.\(y.field))")]]
    let line: JSON = [
      "params": [VegaLite.legendFilter("model", "model")], "transform": valid,
      "mark": ["type": "line", "tooltip": false],
      "encoding": .object(
        encoding.members + [
          colour, .init("opacity", VegaLite.when("model", 1, else: 0.1)),
          .init("order", ["field": "contacted", "type": "quantitative"]),
        ]),
    ]
    let points: JSON = [
      "params": [VegaLite.hover("near")], "transform": valid,
      "mark": ["type": "point", "size": 70],
      "encoding": .object(
        encoding.members + [
          colour, .init("opacity", VegaLite.when("near", 1, else: 0, orNone: false)), .init("tooltip", tooltip),
        ]),
    ]
    return Chart(
      id: id, title: title, summary: summary,
      spec: [
        "height": 320,
        "layer": .list((guide.isEmpty ? [] : [VegaLite.guide(guide.map { (x: $0.0, y: $0.1) })]) + [line, points]),
      ],
      table: table)
  }

  private static func reliability(_ run: ReportedRun) -> Chart {
    let list = "figures.json#/reliability"
    let table = run.table(
      "reliability-table",
      caption: "Customers in ten parts of equal size by score; churn rate with Wilson’s 95 % interval",
      rows: list,
      [
        ("model", "Model", nil), ("mean_score", "Mean score", .fixed(4)), ("churn_rate", "Churn rate", .fixed(4)),
        ("low", "Low", .fixed(4)), ("high", "High", .fixed(4)), ("customers", "Customers", .count),
      ])
    let names = run.documents.items(list).compactMap { $0["model"]?.string }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let order = run.models + names.filter { !run.models.contains($0) }
    let colour = VegaLite.colour("model", nil, order: order)
    let x = VegaLite.number("mean_score", "Mean score", format: ".0%", domain: [0, 1])
    let y = VegaLite.number("churn_rate", "Churn rate", format: ".0%", domain: [0, 1])
    let opacity = VegaLite.when("model", 1, else: 0.08)
    let spec: JSON = [
      "height": 380,
      "layer": [
        VegaLite.guide([(0, 0), (1, 1)]),
        [
          "mark": ["type": "rule", "strokeWidth": 1.5],
          "encoding": [
            "x": x, "y": .object(VegaLite.number("low", "Churn rate", format: ".0%", domain: [0, 1]).members),
            "y2": ["field": "high"], "color": colour, "opacity": VegaLite.when("model", 0.6, else: 0.05),
          ],
        ],
        [
          "params": [VegaLite.legendFilter("model", "model")],
          "mark": ["type": "line", "tooltip": false, "strokeWidth": 1.5],
          "encoding": ["x": x, "y": y, "color": colour, "opacity": opacity],
        ],
        [
          "mark": ["type": "point", "size": 60],
          "encoding": [
            "x": x, "y": y, "color": colour, "opacity": opacity,
            "tooltip": VegaLite.tooltip([
              ("model", "Model", nil), ("mean_score", "Mean score", ".1%"), ("churn_rate", "Churn rate", ".1%"),
              ("low", "95 % from", ".1%"), ("high", "to", ".1%"), ("customers", "Customers", ",d"),
            ]),
          ],
        ],
      ],
    ]
    return Chart(
      id: "reliability-chart", title: "Reliability",
      summary:
        "Whether a score of three tenths means that three in ten churn: points on the dashed line keep their word. Bars are 95 % intervals.",
      spec: spec, table: .own(table))
  }
}
