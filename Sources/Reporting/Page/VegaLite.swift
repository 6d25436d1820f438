internal import Workbench

/// Pieces of Vega-Lite specifications that charts share.
enum VegaLite {
  /// A numeric channel. The scale need not begin at zero unless `domain` says so.
  static func number(
    _ field: String, _ title: String, format: String? = nil, domain: JSON? = nil, axis: JSON? = nil, padding: Int? = nil
  ) -> JSON {
    var scale: [JSON.Member] = [.init("zero", false)]
    if let domain { scale.append(.init("domain", domain)) }
    if let padding { scale += [.init("padding", .integer(padding)), .init("nice", false)] }
    var axisMembers = axis?.members ?? []
    if let format { axisMembers.append(.init("format", .text(format))) }
    return [
      "field": .text(field), "type": "quantitative", "title": .text(title), "scale": .object(scale),
      "axis": .object(axisMembers),
    ]
  }

  /// A channel of names, in the order given or in that of the table.
  static func name(_ field: String, _ title: String?, order: [String]? = nil, axis: JSON = [:]) -> JSON {
    [
      "field": .text(field), "type": "nominal", "title": title.map { .text($0) } ?? .null,
      "sort": order.map { .list($0.map { .text($0) }) } ?? .null, "axis": axis,
    ]
  }

  /// A colour for each name, the same in every chart with that order.
  /// - Parameter columns: of the legend; for words that are too long for the usual number of them.
  static func colour(
    _ field: String, _ title: String?, order: [String], range: [String] = Palette.categories, columns: Int? = nil
  ) -> JSON {
    let colours = order.indices.map { JSON.text(range[$0 % range.count]) }
    return .object(
      [
        .init("field", .text(field)), .init("type", "nominal"), .init("title", title.map { .text($0) } ?? .null),
        .init("scale", ["domain": .list(order.map { .text($0) }), "range": .list(colours)]),
      ] + (columns.map { [.init("legend", ["columns": .integer($0)])] } ?? []))
  }

  /// Of `count` steps of one hue, those farthest apart.
  static func steps(_ count: Int) -> [String] {
    let last = Palette.steps.count - 1
    return (0..<count).map { Palette.steps[count == 1 ? last : min(last, $0 * last / (count - 1))] }
  }

  /// A click on a legend's entry keeps it alone; with shift it adds one, a second click shows all again.
  static func legendFilter(_ name: String, _ field: String) -> JSON {
    ["name": .text(name), "select": ["type": "point", "fields": [.text(field)]], "bind": "legend"]
  }

  /// What is under the pointer, or nearest to it along a line.
  static func hover(_ name: String, _ field: String? = nil) -> JSON {
    var select: [JSON.Member] = [
      .init("type", "point"), .init("on", "pointerover"), .init("clear", "pointerout"),
    ]
    if let field { select.append(.init("fields", [.text(field)])) } else { select.append(.init("nearest", true)) }
    return ["name": .text(name), "select": .object(select)]
  }

  /// `then` where the selection holds, or is empty unless `orNone` is false.
  static func when(_ parameter: String, _ then: JSON, else other: JSON, orNone: Bool = true) -> JSON {
    ["condition": ["param": .text(parameter), "empty": .boolean(orNone), "value": then], "value": other]
  }

  static func tooltip(_ fields: [(field: String, title: String, format: String?)]) -> JSON {
    .list(
      fields.map { field in
        var members: [JSON.Member] = [
          .init("field", .text(field.field)), .init("title", .text(field.title)),
          .init("type", field.format == nil ? "nominal" : "quantitative"),
        ]
        if let format = field.format { members.append(.init("format", .text(format))) }
        return .object(members)
      })
  }

  /// A dashed line from one corner to another: what knowing nothing, or being right, looks like.
  static func guide(_ points: [(x: Double, y: Double)]) -> JSON {
    [
      "data": ["values": .list(points.map { ["x": .number($0.x), "y": .number($0.y)] })],
      "mark": ["type": "line", "strokeDash": [4, 4], "strokeWidth": 1, "color": "var(--soft)", "tooltip": false],
      "encoding": ["x": ["field": "x", "type": "quantitative"], "y": ["field": "y", "type": "quantitative"]],
    ]
  }
}
