internal import Workbench

/// The search as pictures: the metric over two hyperparameters, all points over all of them, and what each is worth.
enum SearchSection {
  private static let root = "figures.json#/search"

  static func section(_ run: ReportedRun) -> Page.Section? {
    guard run.documents.has(root), let model = run.documents.string(root / "model") else { return nil }
    let axes = run.documents.items(root / "axes").compactMap(\.string)
    let charts: [Page.Content] = [
      .chart(surface(run)), .chart(parallel(run, axes)), .charts([levels(run, axes), worth(run)]),
    ]
    return Page.Section(
      "search", "The search", [.html(HTML("p", [:], introduction(run, model, axes)))] + charts)
  }

  private static func introduction(_ run: ReportedRun, _ model: String, _ axes: [String]) -> HTML {
    let documents = run.documents
    let intro: HTML =
      "\(documents.quote(root / "count", .count)) points of \(HTML("strong", [:], HTML(text: model))) were tried, over \(Words.list(axes)). The best reaches \(documents.quote("\(root)/points/0/mean", Words.format(run.metric)))."
    guard documents.has(root / "plateau") else { return intro }
    let begins = documents.keys("\(root)/plateau/begins").map { axis -> HTML in
      "\(axis) \(documents.quote(("\(root)/plateau/begins" / axis)))"
    }
    let smallest = documents.keys("\(root)/plateau/smallest/params").map { axis -> HTML in
      "\(axis) \(documents.quote(("\(root)/plateau/smallest/params" / axis)))"
    }
    return intro
      + " The folds cannot tell \(documents.quote("\(root)/plateau/points", .count)) of them from the best (within one standard error of the difference): this plateau begins at \(joined(begins)), and its smallest point has \(joined(smallest)) and reaches \(documents.quote("\(root)/plateau/smallest/mean", Words.format(run.metric)))."
  }

  private static func joined(_ parts: [HTML]) -> HTML {
    HTML(parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [", ", $0.element] })
  }

  private static func surface(_ run: ReportedRun) -> Chart {
    let along = run.documents.string(root / "along") ?? ""
    let line = run.documents.string(root / "lines")
    let metric = Words.title(run.metric)
    let table = run.table(
      "surface-table",
      caption: "The best point for each pair of values, and one standard deviation over folds to each side",
      rows: root / "surface",
      [
        ("along", along, .plain), ("line", line ?? "", .plain), ("point", "Point", .plain), ("mean", metric, .fixed(5)),
        ("low", "Low", .fixed(5)), ("high", "High", .fixed(5)),
      ])
    let names = unique(
      run.documents.items(root / "surface").compactMap { $0["line"] }.map { FigureFormat.plain.text($0) })
    let isNumeric = run.documents.items(root / "surface").allSatisfy { $0["along"]?.double != nil }
    let x =
      isNumeric
      ? VegaLite.number("along", along) : VegaLite.name("along", along, order: nil, axis: ["labelAngle": 0])
    let summary: HTML =
      line.map {
        "One line for each \($0), each point the best over all other hyperparameters. The shade is a standard deviation over folds; a click on the legend keeps one line."
      } ?? "Each point is the best over all other hyperparameters; the shade is a standard deviation over folds."
    return Chart(
      id: "surface-chart", title: "\(metric) over \(along)\(line.map { " and \($0)" } ?? "")", summary: summary,
      spec: surfaceSpec(x, metric, along, line, names), table: .own(table))
  }

  private static func surfaceSpec(
    _ x: JSON, _ metric: String, _ along: String, _ line: String?, _ names: [String]
  ) -> JSON {
    // Numbers are the names of lines here, so they are compared as texts.
    let colour: JSON =
      line.map { VegaLite.colour("name", $0, order: names, range: VegaLite.steps(names.count)) }
      ?? ["value": .text(Palette.categories[0])]
    let tooltip = VegaLite.tooltip(
      [("along", along, nil)] + (line.map { [("name", $0, nil)] } ?? [])
        + [
          ("mean", metric, ".4f"), ("low", "1 std below", ".4f"), ("high", "1 std above", ".4f"),
          ("point", "Point", "d"),
        ])
    return [
      "height": 360,
      "transform": [
        ["calculate": "datum.line === null ? '–' : format(datum.line, '') || '' + datum.line", "as": "name"]
      ],
      "encoding": ["x": x, "color": colour],
      "layer": [
        [
          "mark": ["type": "area", "tooltip": false],
          "encoding": [
            "y": VegaLite.number("low", metric), "y2": ["field": "high"],
            "opacity": VegaLite.when("line", 0.09, else: 0.0),
          ],
        ],
        [
          "params": [VegaLite.legendFilter("line", "name")],
          "mark": ["type": "line", "strokeWidth": 2.5, "tooltip": false],
          "encoding": ["y": VegaLite.number("mean", metric), "opacity": VegaLite.when("line", 1, else: 0.1)],
        ],
        [
          "mark": ["type": "point", "size": 55],
          "encoding": [
            "y": VegaLite.number("mean", metric), "opacity": VegaLite.when("line", 1, else: 0.1), "tooltip": tooltip,
          ],
        ],
      ],
    ]
  }

  /// Every point a line over all axes. Where a value stands on its axis is its place among the values tried.
  private static func parallel(_ run: ReportedRun, _ axes: [String]) -> Chart {
    let metric = Words.title(run.metric)
    let points = run.documents.items(root / "points")
    let fields = axes.indices.map { "axis_\($0)" }
    var table = PageTable(
      "points-table", caption: "Points by rank\(points.count >= 300 ? ", evenly chosen" : "")",
      columns: [.init("id", "Point"), .init("rank", "Rank")] + zip(fields, axes).map { .init($0, $1) }
        + [.init("mean", metric), .init("std", "± folds")])
    for index in points.indices {
      let pointer = root / "points" / index
      table.add(
        [run.documents.cell(pointer / "id"), run.documents.cell(pointer / "rank")]
          + axes.map { run.documents.cell(pointer / "params" / $0) }
          + ["mean", "std"].map { run.documents.cell(pointer / $0, .fixed(5)) })
    }
    let places = zip(fields, axes).map { field, axis in
      place(
        field,
        levels: unique(
          points.compactMap { $0["params"]?[axis] }.sorted(by: isBefore).map { FigureFormat.plain.text($0) }))
    }
    let classes = ["best tenth", "others"]
    let spec: JSON = [
      "height": 340,
      "transform": .list(
        places + [
          [
            "joinaggregate": [
              ["op": "min", "field": "mean", "as": "least"], ["op": "max", "field": "mean", "as": "most"],
              ["op": "count", "as": "count"],
            ]
          ],
          [
            "calculate": "datum.most > datum.least ? (datum.mean - datum.least) / (datum.most - datum.least) : 0.5",
            "as": "place_mean",
          ],
          [
            "calculate": .text("datum.rank <= max(1, datum.count / 10) ? '\(classes[0])' : '\(classes[1])'"),
            "as": "kind",
          ],
          ["fold": .list(fields.map { .text("place_\($0)") } + ["place_mean"]), "as": ["axis", "place"]],
          ["calculate": .text(axisNames(fields, axes, metric)), "as": "name"],
        ]),
      "layer": [
        [
          "params": [VegaLite.legendFilter("kind", "kind"), VegaLite.hover("point", "id")],
          "mark": ["type": "line", "interpolate": "monotone", "strokeWidth": 1.5],
          "encoding": parallelEncoding(axes + [metric], classes, fields, axes, metric),
        ]
      ],
    ]
    return Chart(
      id: "parallel-chart", title: "Every point over all axes",
      summary:
        "Each line is a point of the search, from its hyperparameters to its \(Words.metric(run.metric)); low values stand low. Hover to follow one, click the legend to keep the best.",
      spec: spec, table: .own(table))
  }

  private static func parallelEncoding(
    _ names: [String], _ classes: [String], _ fields: [String], _ axes: [String], _ metric: String
  ) -> JSON {
    [
      "x": VegaLite.name(
        "name", nil, order: names,
        axis: ["labelAngle": 0, "grid": true, "domain": false, "ticks": false, "labelPadding": 10]),
      "y": ["field": "place", "type": "quantitative", "axis": .null, "scale": ["domain": [-0.02, 1.02]]],
      "detail": ["field": "id", "type": "nominal"],
      "color": VegaLite.colour("kind", "Points", order: classes, range: [Palette.categories[1], Palette.steps[1]]),
      "opacity": [
        "condition": [
          ["param": "point", "empty": false, "value": 1],
          ["test": .text("datum.kind === '\(classes[0])'"), "param": "kind", "value": 0.85],
          ["param": "kind", "value": 0.3],
        ], "value": 0.04,
      ],
      "strokeWidth": ["condition": ["param": "point", "empty": false, "value": 4], "value": 1.5],
      "tooltip": VegaLite.tooltip(
        [("id", "Point", nil), ("rank", "Rank", nil)] + zip(fields, axes).map { ($0, $1, nil) } + [
          ("mean", metric, ".4f")
        ]),
    ]
  }

  private static func place(_ field: String, levels: [String]) -> JSON {
    let list = JSON.list(levels.map { .text($0) }).compact
    return [
      "calculate": .text("indexof(\(list), '' + datum.\(field)) / max(1, \(levels.count - 1))"),
      "as": .text("place_\(field)"),
    ]
  }

  private static func axisNames(_ fields: [String], _ axes: [String], _ metric: String) -> String {
    zip(fields, axes).reversed().reduce(JSON.text(metric).compact) { other, axis in
      "datum.axis === 'place_\(axis.0)' ? \(JSON.text(axis.1).compact) : (\(other))"
    }
  }

  private static func levels(_ run: ReportedRun, _ axes: [String]) -> Chart {
    let metric = Words.title(run.metric)
    let table = run.table(
      "levels-table", caption: "Each value of each hyperparameter: the best that any point with it reaches",
      rows: root / "levels",
      [
        ("axis", "Hyperparameter", nil), ("level", "Value", nil), ("points", "Points", .count),
        ("best", "Best", .fixed(5)),
        ("mean", "Mean", .fixed(5)),
      ])
    let spec: JSON = [
      "height": 260,
      "transform": [["window": [["op": "row_number", "as": "order"]], "groupby": ["axis"]]],
      "params": [VegaLite.legendFilter("axis", "axis")],
      "mark": ["type": "line", "point": ["size": 60], "strokeWidth": 2],
      "encoding": [
        "x": VegaLite.number("order", "Value, from the lowest", format: "d", axis: ["tickMinStep": 1]),
        "y": VegaLite.number("best", "Best \(Words.metric(run.metric))"),
        "color": VegaLite.colour("axis", "Hyperparameter", order: axes),
        "opacity": VegaLite.when("axis", 1, else: 0.12),
        "tooltip": VegaLite.tooltip([
          ("axis", "Hyperparameter", nil), ("level", "Value", nil), ("best", "Best \(metric)", ".4f"),
          ("mean", "Mean \(metric)", ".4f"),
        ]),
      ],
    ]
    return Chart(
      id: "levels-chart", title: "Along each axis",
      summary: "The best that can be reached with each value when all other hyperparameters are free.", spec: spec,
      table: .own(table))
  }

  private static func worth(_ run: ReportedRun) -> Chart {
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

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Numbers rising, then words.
  private static func isBefore(_ a: JSON, _ b: JSON) -> Bool {
    (a.double ?? .infinity, a.string ?? "") < (b.double ?? .infinity, b.string ?? "")
  }
}
