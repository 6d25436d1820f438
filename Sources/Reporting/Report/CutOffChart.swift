internal import Workbench

/// Objectives over the cut-off: means over folds, how far the folds lie apart, and what the run chose.
struct CutOffChart {
  let id: String
  let title: String
  let list: String
  /// The only one to draw; nil for all.
  let objective: String?
  let axis: String
  /// Whether values are shares of one.
  let isShare: Bool
  let summary: HTML

  /// nil where there is nothing to draw.
  func chart(_ run: ReportedRun) -> Chart? {
    let rows = run.documents.items(list).filter { objective == nil || $0["objective"]?.string == objective }
    guard !rows.isEmpty else { return nil }
    let table = table(run)
    let objectives = rows.compactMap { $0["objective"]?.string.map(Words.title) }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    // Some shares, such as Youden's J, can be negative; where none is, the axis ends where shares end.
    let isPositive = rows.allSatisfy { ($0["mean"]?.double ?? 0) >= 0 }
    return Chart(
      id: "\(id)-chart", title: title, summary: summary,
      spec: spec(objectives, domain: isShare && isPositive ? [0, 1] : nil), table: .own(table))
  }

  private func table(_ run: ReportedRun) -> PageTable {
    let columns: [(field: String, title: String, format: FigureFormat)] = [
      ("threshold", "Cut-off", .fixed(4)), ("mean", "Mean", .fixed(4)), ("low", "1 std below", .fixed(4)),
      ("high", "1 std above", .fixed(4)), ("chosen", "Chosen", .plain),
    ]
    var table = PageTable(
      "\(id)-table", caption: "Over the cut-off; true where it is the one the run chose",
      columns: [.init("objective", "Objective")] + columns.map { .init($0.field, $0.title) })
    for (index, row) in run.documents.items(list).enumerated() {
      guard let name = row["objective"]?.string, objective == nil || name == objective else { continue }
      table.add(
        [.text(Words.title(name))] + columns.map { run.documents.cell(list / index / $0.field, $0.format) })
    }
    return table
  }

  private func spec(_ objectives: [String], domain: JSON?) -> JSON {
    let colour = VegaLite.colour("objective", objectives.count > 1 ? "Objective" : nil, order: objectives)
    return [
      "height": 320,
      "encoding": ["x": VegaLite.number("threshold", "Cut-off", format: ".1f", domain: [0, 1]), "color": colour],
      "layer": [spread(domain), lines(domain), points(domain), chosen(domain)],
    ]
  }

  private func y(_ field: String, _ domain: JSON?) -> JSON {
    VegaLite.number(field, axis, format: isShare ? ".0%" : ".2f", domain: domain)
  }

  private func spread(_ domain: JSON?) -> JSON {
    [
      "mark": ["type": "area", "tooltip": false, "clip": true],
      "encoding": [
        "y": y("low", domain), "y2": ["field": "high"], "opacity": VegaLite.when("objective", 0.14, else: 0.01),
      ],
    ]
  }

  private func lines(_ domain: JSON?) -> JSON {
    [
      "params": [
        VegaLite.legendFilter("objective", "objective"),
        ["name": "range", "select": ["type": "interval", "encodings": ["x"]]],
      ],
      "mark": ["type": "line", "tooltip": false],
      "encoding": ["y": y("mean", domain), "opacity": VegaLite.when("objective", 1, else: 0.1)],
    ]
  }

  private func points(_ domain: JSON?) -> JSON {
    [
      "transform": [["filter": ["and": [["param": "objective"], ["param": "range"]]]]],
      "mark": ["type": "point", "size": 30, "opacity": 0.75],
      "encoding": ["y": y("mean", domain), "tooltip": Self.tooltip],
    ]
  }

  private func chosen(_ domain: JSON?) -> JSON {
    [
      "transform": [["filter": "datum.chosen === 'true'"], ["filter": ["param": "objective"]]],
      "mark": [
        "type": "point", "size": 190, "shape": "diamond", "stroke": "var(--paper)", "strokeWidth": 1.5, "opacity": 1,
      ],
      "encoding": ["y": y("mean", domain), "tooltip": Self.tooltip],
    ]
  }

  private static let tooltip = VegaLite.tooltip([
    ("objective", "Objective", nil), ("threshold", "Cut-off", ".3f"), ("mean", "Mean", ".3f"),
    ("low", "1 std below", ".3f"), ("high", "1 std above", ".3f"),
  ])
}
