internal import Workbench

/// The models against the reference: fold points, intervals, and every metric.
enum ModelSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let metrics = metricsTable(run)
    let charts = [folds(run), differences(run)].compactMap { $0 }
    return Page.Section(
      "models", "Models", [.table(metrics), .charts(charts)] + (verdicts(run).map { [.table($0)] } ?? []))
  }

  private static let knowsNothing = "majority"

  private static let shown = [
    "roc_auc", "average_precision", "log_loss", "brier", "ece", "lift_at_10", "f1", "accuracy",
  ]

  private static func metricsTable(_ run: ReportedRun) -> PageTable {
    let metrics = shown.filter { metric in
      run.models.contains { run.documents.has("/models" / $0 / "out_of_fold" / metric) }
    }
    var table = PageTable(
      "metrics", caption: "Means over folds at each model’s best point; F1 and accuracy at a score of 0.5",
      columns: [.init("model", "Model")] + metrics.map { .init($0, Words.title($0)) })
    for model in run.models {
      table.add(
        [.text(model)]
          + metrics.map { run.documents.cell("/models" / model / "out_of_fold" / $0, Words.format($0)) })
    }
    return table
  }

  /// A row a model, its folds beside each other.
  private static func foldTable(
    _ id: String, _ caption: HTML, _ rows: [(model: String, pointer: String)], _ run: ReportedRun,
    _ format: FigureFormat
  ) -> (table: PageTable, folds: [String]) {
    let count = rows.map { run.documents.items($0.pointer / "folds").count }.max() ?? 0
    let folds = (0..<count).map { "fold_\($0 + 1)" }
    let names = folds.enumerated().map { PageTable.Column($0.element, "Fold \($0.offset + 1)") }
    let bounds: [PageTable.Column] = hasIntervals(run, rows) ? [.init("low", "Low"), .init("high", "High")] : []
    var table = PageTable(
      id, caption: caption,
      columns: [.init("model", "Model"), .init("mean", "Mean")] + bounds + names)
    for row in rows {
      table.add(
        [.text(row.model)] + (["mean"] + bounds.map(\.field)).map { run.documents.cell(row.pointer / $0, format) }
          + folds.indices.map { run.documents.cell(row.pointer / "folds" / $0, format) })
    }
    return (table, folds)
  }

  private static func folds(_ run: ReportedRun) -> Chart? {
    let list = "figures.json#/folds"
    let rows = run.documents.items(list).enumerated().filter { $0.element["metric"]?.string == run.metric }
      .map { (model: $0.element["model"]?.string ?? "", pointer: list / $0.offset) }
    guard !rows.isEmpty else { return nil }
    let metric = Words.title(run.metric)
    let (table, folds) = foldTable(
      "fold-table", "\(metric) on each fold, the mean and its 95 % interval (corrected t)", rows, run, .fixed(4))
    return Chart(
      id: "fold-chart", title: "\(metric) by model",
      summary:
        "Small points are folds; the large one is their mean, the line its 95 % interval. A model that knows nothing stands in the table only.",
      spec: pointSpec(metric, folds, rows.map(\.model), run.models, hasIntervals: hasIntervals(run, rows), zero: false),
      table: .own(table))
  }

  private static func differences(_ run: ReportedRun) -> Chart? {
    let rows = run.documents.items("/comparisons").enumerated().map {
      (model: $0.element["model"]?.string ?? "", pointer: "/comparisons" / $0.offset / "difference")
    }
    guard let reference = run.documents.string("/comparisons/0/reference") else { return nil }
    let metric = Words.title(run.metric)
    let (table, folds) = foldTable(
      "difference-table", "\(metric) of each model minus that of \(reference), fold by fold", rows, run, .signed(4))
    return Chart(
      id: "difference-chart", title: "Difference to \(reference)",
      summary:
        "On the same folds, \(Words.metric(run.metric)) minus that of \(reference); at zero there is no difference. A model that knows nothing stands in the table only.",
      spec: pointSpec(
        "Difference in \(Words.metric(run.metric))", folds, rows.map(\.model), run.models,
        hasIntervals: hasIntervals(run, rows), zero: true),
      table: .own(table))
  }

  private static func hasIntervals(_ run: ReportedRun, _ rows: [(model: String, pointer: String)]) -> Bool {
    rows.contains { run.documents.has($0.pointer / "low") }
  }

  private static func pointSpec(
    _ title: String, _ folds: [String], _ shown: [String], _ models: [String], hasIntervals: Bool, zero: Bool
  ) -> JSON {
    let colour: JSON = .object(
      VegaLite.colour("model", nil, order: models).members + [.init("legend", .null)])
    // A model that knows nothing is far off, and would press the others together.
    let near = shown.filter { $0 != knowsNothing }
    let isFiltered = near.count > 1 || (zero && !near.isEmpty)
    let drawn = isFiltered ? near : shown
    let y = VegaLite.name("model", nil, order: drawn)
    let x = VegaLite.number("mean", title)
    let interval: JSON = [
      "transform": [["filter": "isValid(datum.low)"]],
      "mark": ["type": "rule", "strokeWidth": 3, "opacity": 0.55],
      "encoding": [
        "y": y, "x": .object(VegaLite.number("low", title).members), "x2": ["field": "high"], "color": colour,
        "tooltip": VegaLite.tooltip([
          ("model", "Model", nil), ("mean", "Mean", ".4f"), ("low", "95 % from", ".4f"), ("high", "to", ".4f"),
        ]),
      ],
    ]
    let points: JSON = [
      "transform": [["fold": .list(folds.map { .text($0) }), "as": ["fold", "value"]]],
      "mark": ["type": "point", "size": 28, "filled": false, "strokeWidth": 1.5],
      "encoding": [
        "y": y, "x": VegaLite.number("value", title), "color": colour,
        "tooltip": VegaLite.tooltip([("model", "Model", nil), ("fold", "Fold", nil), ("value", title, ".4f")]),
      ],
    ]
    let means: JSON = [
      "mark": ["type": "point", "size": 130, "filled": true],
      "encoding": [
        "y": y, "x": x, "color": colour,
        "tooltip": VegaLite.tooltip([("model", "Model", nil), ("mean", "Mean", ".4f")]),
      ],
    ]
    let rule: JSON = ["mark": ["type": "rule", "strokeDash": [4, 4]], "encoding": ["x": ["datum": 0]]]
    let layers = (zero ? [rule] : []) + (hasIntervals ? [interval] : []) + [points, means]
    let filter: [JSON] = isFiltered ? [["filter": .text("datum.model !== \(JSON.text(knowsNothing).compact)")]] : []
    return ["height": .integer(44 * drawn.count + 20), "transform": .list(filter), "layer": .list(layers)]
  }

  /// What the differences come to; nil where the record does not say.
  private static func verdicts(_ run: ReportedRun) -> PageTable? {
    guard run.documents.items("/comparisons").contains(where: { $0["verdict"]?.string != nil }) else { return nil }
    let isTested = run.documents.has("/comparisons/0/primary/posterior")
    var table = PageTable(
      "verdict-table",
      caption: isTested
        ? "What the differences come to; one smaller than \(run.documents.quote("/comparisons/0/rope")) was said beforehand not to matter"
        : "What the differences come to",
      columns: [
        .init("model", "Model"), .init("reference", "Against"), .init("verdict", "Verdict"), .init("basis", "Basis"),
      ]
        + (isTested
          ? [.init("better", "P(model better)"), .init("same", "P(no matter)"), .init("worse", "P(reference better)")]
          : []))
    for (index, comparison) in run.documents.items("/comparisons").enumerated() {
      let posterior = "/comparisons" / index / "primary" / "posterior"
      table.add(
        ["model", "reference", "verdict", "basis"].map { key in
          comparison[key]?.string == nil
            ? .text(NumberText.none) : .word(run.documents.quote("/comparisons" / index / key))
        }
          + (isTested
            ? ["p_model_better", "p_rope", "p_reference_better"].map { run.documents.cell(posterior / $0, .fixed(3)) }
            : []))
    }
    return table
  }
}
