internal import Workbench

/// The metric over two hyperparameters, with bands of the folds.
struct SurfaceChart {
  private let run: ReportedRun
  private let along: String
  private let line: String?
  private let metric: String
  private let rows: [JSON]

  init(_ run: ReportedRun) {
    self.run = run
    along = run.documents.string(SearchSection.root / "along") ?? ""
    line = run.documents.string(SearchSection.root / "lines")
    metric = Words.title(run.metric)
    rows = run.documents.items(SearchSection.root / "surface")
  }

  var chart: Chart {
    let table = run.table(
      "surface-table",
      caption: "The best point for each pair of values, and one standard deviation over folds to each side",
      rows: SearchSection.root / "surface",
      [("along", along, .plain)] + (line.map { [("line", $0, .plain)] } ?? []) + [
        ("point", "Point", .plain), ("mean", metric, .fixed(5)), ("low", "Low", .fixed(5)), ("high", "High", .fixed(5)),
      ])
    let what: HTML =
      line.map { "One line for each \($0), each point the best over all other hyperparameters." }
      ?? "Each point is the best over all other hyperparameters."
    let keep: HTML = line == nil ? "" : " A click on the legend keeps one line."
    let cut: HTML = domain.isCut ? " Points far from the best lie outside." : ""
    return Chart(
      id: "surface-chart", title: "\(metric) over \(along)\(line.map { " and \($0)" } ?? "")",
      summary: what + " The shade is a standard deviation over folds." + cut + keep, spec: spec, table: .own(table))
  }

  private var spec: JSON {
    let isNumeric = rows.allSatisfy { $0["along"]?.double != nil }
    let x =
      isNumeric
      ? VegaLite.number("along", along, padding: 8) : VegaLite.name("along_text", along, axis: ["labelAngle": 0])
    let names = rows.compactMap { $0["line"] }.map { FigureFormat.plain.text($0) }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let colour: JSON =
      line.map { VegaLite.colour("line_text", $0, order: names, range: VegaLite.steps(names.count)) }
      ?? ["value": .text(Palette.categories[0])]
    return ["height": 360, "encoding": ["x": x, "color": colour], "layer": [spread, lines, points]]
  }

  private var spread: JSON {
    [
      "mark": ["type": "area", "tooltip": false, "clip": true],
      "encoding": ["y": y("low"), "y2": ["field": "high"], "opacity": opacity(0.09, else: 0)],
    ]
  }

  private var lines: JSON {
    .object(
      (line == nil ? [] : [JSON.Member("params", [VegaLite.legendFilter("line", "line_text")])])
        + [
          .init("mark", ["type": "line", "strokeWidth": 2.5, "tooltip": false, "clip": true]),
          .init("encoding", ["y": y("mean"), "opacity": opacity(1, else: 0.1)]),
        ])
  }

  private var points: JSON {
    let tooltip = VegaLite.tooltip(
      [("along_text", along, nil)] + (line.map { [("line_text", $0, nil)] } ?? []) + [
        ("mean", metric, ".4f"), ("low", "1 std below", ".4f"), ("high", "1 std above", ".4f"), ("point", "Point", "d"),
      ])
    return [
      "mark": ["type": "point", "size": 55, "clip": true],
      "encoding": ["y": y("mean"), "opacity": opacity(1, else: 0.1), "tooltip": tooltip],
    ]
  }

  private func opacity(_ value: Double, else other: Double) -> JSON {
    line == nil ? ["value": .number(value)] : VegaLite.when("line", .number(value), else: .number(other))
  }

  private func y(_ field: String) -> JSON {
    VegaLite.number(field, metric, domain: [.number(domain.low), .number(domain.high)])
  }

  /// From the best point's band to the tenth of the points that is worst, so that a few failures do not press the others together.
  private var domain: (low: Double, high: Double, isCut: Bool) {
    let isLess = run.documents.string(SearchSection.root / "direction") == "minimize"
    func values(_ field: String) -> [Double] { rows.compactMap { $0[field]?.double } }
    let bands = rows.filter { $0["mean"]?.double == (isLess ? values("mean").min() : values("mean").max()) }
    let best = (low: bands.first?["low"]?.double ?? 0, high: bands.first?["high"]?.double ?? 1)
    let means = values("mean").sorted { isLess ? $0 < $1 : $0 > $1 }
    let kept = means.prefix(max(means.count * 9 / 10, min(means.count, 5)))
    let (low, high) = (min(best.low, kept.min() ?? best.low), max(best.high, kept.max() ?? best.high))
    return (low, high, means.contains { $0 < low || $0 > high })
  }
}
