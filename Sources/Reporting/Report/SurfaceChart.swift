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
        ("plateau", "On the plateau", .plain),
      ])
    let what: HTML =
      line.map { "One line for each \($0), each point the best over all other hyperparameters." }
      ?? "Each point is the best over all other hyperparameters."
    let keep: HTML =
      line == nil ? "" : ", strongest around the best line; a click on the legend keeps one line and its shade"
    let plateau: HTML =
      hasPlateau
      ? " Points are full where some point with these values is on the plateau: the folds cannot tell it from the best."
      : ""
    let selected: HTML = hasSelected ? " The diamond is the selected point." : ""
    let cut: HTML = domain.isCut ? " Points far from the best lie outside." : ""
    return Chart(
      id: "surface-chart", title: "\(metric) over \(along)\(line.map { " and \($0)" } ?? "")",
      summary: what + " The shade is a standard deviation over folds" + keep + "." + plateau + selected + cut,
      spec: spec,
      table: .own(table))
  }

  private var hasPlateau: Bool { rows.contains { $0["plateau"] == .boolean(true) } }
  private var selected: JSON { run.documents["/selected/point"] ?? .null }
  private var hasSelected: Bool { rows.contains { $0["point"] == selected } }
  /// Of the line with the best point.
  private var bestLine: String { FigureFormat.plain.text(best?["line"]) }

  private var best: JSON? {
    let isLess = run.documents.string(SearchSection.root / "direction") == "minimize"
    let means = rows.compactMap { $0["mean"]?.double }
    let best = isLess ? means.min() : means.max()
    return rows.first { $0["mean"]?.double == best }
  }

  private var spec: JSON {
    let names = rows.compactMap { $0["line"] }.map { FigureFormat.plain.text($0) }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let colour: JSON =
      line.map { VegaLite.colour("line_text", $0, order: names, range: VegaLite.steps(names.count)) }
      ?? ["value": .text(Palette.categories[0])]
    return [
      "height": 360, "encoding": ["x": x, "color": colour],
      "layer": .list([spread, lines] + begin + [points(colour)] + (hasSelected ? [diamond] : [])),
    ]
  }

  private var x: JSON {
    let levels = rows.compactMap { $0["along"]?.double }
    guard levels.count == rows.count else {
      return VegaLite.name("along_text", along, axis: ["labelAngle": 0])
    }
    let values = Set(levels).sorted()
    let axis: JSON = values.count <= 12 ? ["values": .list(values.map { .number($0) })] : [:]
    return VegaLite.number("along", along, axis: axis, padding: 8)
  }

  private var spread: JSON {
    [
      "mark": ["type": "area", "tooltip": false, "clip": true],
      "encoding": ["y": y("low"), "y2": ["field": "high"], "opacity": spreadOpacity],
    ]
  }

  /// Bands of lines that lie near each other would hide one another: strong is that of the line kept, or of the best.
  private var spreadOpacity: JSON {
    guard line != nil else { return ["value": 0.15] }
    let isBest = "datum.line_text === \(JSON.text(bestLine).compact)"
    return [
      "condition": [
        ["param": "line", "empty": false, "value": 0.2],
        ["test": ["and": [["param": "line"], .text(isBest)]], "value": 0.18],
        ["param": "line", "value": 0.035],
      ], "value": 0,
    ]
  }

  /// Where the plateau begins, as a line across; none where the axis has no numbers.
  private var begin: [JSON] {
    guard hasPlateau, let begin = run.documents[SearchSection.root / "plateau" / "begins" / along], begin.double != nil
    else { return [] }
    let x: JSON = ["datum": begin, "type": "quantitative"]
    // One row, lest there be a line for each of the table's.
    let once: JSON = [["window": [["op": "row_number", "as": "row"]]], ["filter": "datum.row === 1"]]
    return [
      [
        "transform": once,
        "mark": ["type": "rule", "strokeDash": [5, 4], "tooltip": false],
        "encoding": ["x": x, "color": ["value": "var(--soft)"]],
      ],
      [
        "transform": once,
        "mark": ["type": "text", "text": "plateau begins", "align": "left", "dx": 5, "tooltip": false],
        "encoding": ["x": x, "y": ["value": 10], "color": ["value": "var(--soft)"]],
      ],
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

  private func points(_ colour: JSON) -> JSON {
    // Hollow ones are of the page's colour inside.
    let hollow = JSON.Member("condition", ["test": "datum.plateau === 'false'", "value": "var(--paper)"])
    let fill: JSON = .object([hollow] + colour.members)
    return [
      "mark": ["type": "point", "size": 55, "strokeWidth": 1.5, "filled": false, "clip": true],
      "encoding": ["y": y("mean"), "fill": fill, "opacity": opacity(1, else: 0.1), "tooltip": tooltip],
    ]
  }

  private var diamond: JSON {
    [
      "transform": [["filter": .text("datum.point === \(selected.compact)")]],
      "mark": [
        "type": "point", "shape": "diamond", "size": 210, "filled": true, "stroke": "var(--paper)", "strokeWidth": 1.5,
      ],
      "encoding": ["y": y("mean"), "opacity": opacity(1, else: 0.1), "tooltip": tooltip],
    ]
  }

  private var tooltip: JSON {
    VegaLite.tooltip(
      [("along_text", along, nil)] + (line.map { [("line_text", $0, nil)] } ?? []) + [
        ("mean", metric, ".4f"), ("low", "1 std below", ".4f"), ("high", "1 std above", ".4f"), ("point", "Point", "d"),
        ("plateau", "On the plateau", nil),
      ])
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
    let best = (low: best?["low"]?.double ?? 0, high: best?["high"]?.double ?? 1)
    let means = rows.compactMap { $0["mean"]?.double }.sorted { isLess ? $0 < $1 : $0 > $1 }
    let kept = means.prefix(max(means.count * 9 / 10, min(means.count, 5)))
    let (low, high) = (min(best.low, kept.min() ?? best.low), max(best.high, kept.max() ?? best.high))
    return (low, high, means.contains { $0 < low || $0 > high })
  }
}
