internal import Workbench

/// Every point of a search as a line over all its hyperparameters. Where a value stands on its axis is its place among the values
/// tried; on the metric's axis points stand by rank.
struct ParallelChart {
  private let run: ReportedRun
  private let axes: [String]
  /// What the table calls the axes; a hyperparameter's name may be no name of a field.
  private let fields: [String]
  private let metric: String
  private let points: [JSON]
  private static let pointer = SearchSection.root / "points"
  private static let classes = (best: "best tenth", others: "others")

  init(_ run: ReportedRun, _ axes: [String]) {
    self.run = run
    self.axes = axes
    fields = axes.indices.map { "axis_\($0)" }
    metric = Words.title(run.metric)
    points = run.documents.items(Self.pointer)
  }

  var chart: Chart {
    Chart(
      id: "parallel-chart", title: "Every point over all axes",
      summary:
        "Each line is a point of the search, from its hyperparameters, low values low, to its \(Words.metric(run.metric)), the best on top. Hover to follow one, click the legend to keep the best.",
      spec: spec, table: .own(table))
  }

  private var table: PageTable {
    let isSample = Double(points.count) < run.documents.double(SearchSection.root / "count") ?? 0
    var table = PageTable(
      "points-table", caption: isSample ? "Points by rank, evenly chosen" : "Points by rank",
      columns: [.init("id", "Point"), .init("rank", "Rank")] + zip(fields, axes).map { .init($0, $1) }
        + [.init("mean", metric), .init("std", "± folds")])
    for index in points.indices {
      let point = Self.pointer / index
      table.add(
        [run.documents.cell(point / "id"), run.documents.cell(point / "rank")]
          + axes.map { run.documents.cell(point / "params" / $0) }
          + ["mean", "std"].map { run.documents.cell(point / $0, .fixed(5)) })
    }
    return table
  }

  private var spec: JSON {
    [
      "height": 340,
      // What is drawn last stands in front.
      "usermeta": ["rows": "reversed"],
      "transform": .list(
        zip(fields, axes).map(place) + [
          ["window": [["op": "rank", "as": "own_rank"]], "sort": [["field": "rank"]]],
          ["joinaggregate": [["op": "count", "as": "count"], ["op": "max", "field": "own_rank", "as": "last"]]],
          ["calculate": "datum.last > 1 ? (datum.last - datum.own_rank) / (datum.last - 1) : 1", "as": "place_metric"],
          [
            "calculate": .text(
              "datum.own_rank <= max(1, datum.count / 10) ? '\(Self.classes.best)' : '\(Self.classes.others)'"),
            "as": "kind",
          ],
          ["fold": .list(fields.map { .text("place_\($0)") } + ["place_metric"]), "as": ["axis", "place"]],
          ["calculate": .text(axisName), "as": "name"],
        ]),
      "encoding": [
        "x": VegaLite.name(
          "name", nil, order: axes + [metric],
          axis: [
            "labelAngle": 0, "grid": true, "domain": false, "ticks": false, "labelPadding": 10, "labelOverlap": false,
            // Where there is little room, a line for each word.
            "labelExpr": "width < 600 ? split(replace(datum.label, / /g, '_'), '_') : datum.label",
          ]),
        "y": ["field": "place", "type": "quantitative", "axis": .null, "scale": ["domain": [-0.02, 1.02]]],
      ],
      "layer": [lines, labels(halo: true), labels(halo: false)],
    ]
  }

  private var lines: JSON {
    [
      "params": [VegaLite.legendFilter("kind", "kind"), VegaLite.hover("point", "id")],
      "mark": ["type": "line"], "encoding": lineEncoding,
    ]
  }

  /// The values beside their places: all of an axis with few, else its ends.
  private func labels(halo: Bool) -> JSON {
    let few = JSON.list(
      zip(fields, axes).filter { levels($0.1).count <= Self.mostLabels }.map { .text("place_\($0.0)") })
    let mark: JSON = ["type": "text", "align": "right", "dx": -7, "fontSize": 11, "limit": 80, "tooltip": false]
    let halo: JSON = halo ? ["stroke": "var(--paper)", "strokeWidth": 4] : [:]
    return [
      "transform": .list([
        ["filter": .text("indexof(\(few.compact), datum.axis) >= 0 || datum.place === 0 || datum.place === 1")],
        ["calculate": .text(label), "as": "label"],
        ["aggregate": [["op": "count", "as": "points"]], "groupby": ["name", "place", "label"]],
      ]),
      "mark": .object(mark.members + halo.members), "encoding": ["text": ["field": "label", "type": "nominal"]],
    ]
  }

  private static let mostLabels = 12

  private var lineEncoding: JSON {
    [
      "detail": ["field": "id", "type": "nominal"],
      "color": VegaLite.colour(
        "kind", "Points", order: [Self.classes.best, Self.classes.others],
        range: [Palette.categories[1], Palette.steps[1]]),
      "opacity": [
        "condition": [
          ["param": "point", "empty": false, "value": 1],
          ["test": ["and": [["param": "kind"], .text("datum.kind === '\(Self.classes.best)'")]], "value": 0.9],
          ["param": "kind", "value": 0.3],
        ], "value": 0.04,
      ],
      "strokeWidth": ["condition": ["param": "point", "empty": false, "value": 4], "value": 1.5],
      "tooltip": VegaLite.tooltip(
        [("id", "Point", nil), ("rank", "Rank", nil)] + zip(fields, axes).map { ("\($0)_text", $1, nil) }
          + [("mean", metric, ".4f")]),
    ]
  }

  private func place(_ field: String, _ axis: String) -> JSON {
    let levels = levels(axis)
    let list = JSON.list(levels.map { .text($0) }).compact
    return [
      "calculate": .text("indexof(\(list), datum.\(field)_text) / max(1, \(levels.count - 1))"),
      "as": .text("place_\(field)"),
    ]
  }

  /// The distinct values, rising, as the table writes them.
  private func levels(_ axis: String) -> [String] {
    func key(_ value: JSON) -> (Double, String) { (value.double ?? .infinity, value.string ?? "") }
    return points.compactMap { $0["params"]?[axis] }.sorted { key($0) < key($1) }
      .map { FigureFormat.plain.text($0) }.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
  }

  /// Of the folded field `place_axis_2` the third axis' name, and its value.
  private var axisName: String { ofAxis(metric: JSON.text(metric).compact) { JSON.text($0.axis).compact } }
  private var label: String { ofAxis(metric: "format(datum.mean, '.4f')") { "datum.\($0.field)_text" } }

  /// An expression that is one thing for each axis and another for the metric.
  private func ofAxis(metric: String, _ expression: ((field: String, axis: String)) -> String) -> String {
    zip(fields, axes).reversed().reduce(metric) { other, axis in
      "datum.axis === 'place_\(axis.0)' ? \(expression((axis.0, axis.1))) : (\(other))"
    }
  }
}
