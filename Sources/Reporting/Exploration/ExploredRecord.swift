internal import Foundation
internal import Workbench

/// An exploration's record, as its page reads it.
struct ExploredRecord: Sendable {
  /// Beyond this many features charts show the best indicators only; the record has all.
  static let mostCharted = 40

  private let documents: RunDocuments
  /// Pointers to the indicators, the best first.
  let indicators: [String]
  /// Column names of features that are charted, the best indicator first.
  let charted: [String]

  init(_ record: JSON) {
    documents = RunDocuments(["results.json": record])
    indicators = documents.items("/indicators").indices.map { "/indicators" / $0 }
    charted = documents.items("/indicators").prefix(Self.mostCharted).compactMap { $0["column"]?.string }
  }

  subscript(pointer: String) -> JSON? { documents[pointer] }
  func items(_ pointer: String) -> [JSON] { documents.items(pointer) }
  func double(_ pointer: String) -> Double? { documents.double(pointer) }
  func string(_ pointer: String) -> String { documents.string(pointer) ?? "" }
  func has(_ pointer: String) -> Bool { documents.has(pointer) }
  func quote(_ pointer: String, _ format: FigureFormat) -> QuotedFigure { documents.quote(pointer, format) }
  func cell(_ pointer: String, _ format: FigureFormat) -> PageTable.Cell { documents.cell(pointer, format) }
  /// A name, such as that of a level.
  func word(_ pointer: String) -> PageTable.Cell { .word(quote(pointer, .plain)) }
  func words(_ pointer: String) -> HTML { quote(pointer, .plain).words }

  /// The levels of a pair or a cell: `Yes × (6, 12]`.
  func levels(_ pointer: String) -> HTML {
    HTML(items(pointer).indices.flatMap { ($0 > 0 ? [" × "] : []) + [words(pointer / $0)] })
  }

  /// As many of the first as have at most so many rows together, one at the least: a page is to stay small.
  static func first(_ pointers: [String], rows most: Int, _ rows: (String) -> Int) -> [String] {
    var left = most
    return Array(
      pointers.enumerated().prefix { index, pointer in
        left -= rows(pointer)
        return index == 0 || left >= 0
      }.map(\.element))
  }

  /// Says that others are in the JSON only; empty where none are.
  func left(_ shown: Int, of all: Int) -> HTML {
    shown < all ? " The others are in the JSON beside this page." : ""
  }

  /// A p-value in words: those too small for four decimals say so.
  func p(_ pointer: String) -> QuotedFigure {
    guard let value = double(pointer), value < 0.0001 else { return quote(pointer, .fixed(4)) }
    return QuotedFigure(text: "below 0.0001", pointer: pointer)
  }

  /// The cells of a rate and its interval.
  func rate(_ pointer: String) -> [PageTable.Cell] {
    [
      cell(pointer / "rows", .count), cell(pointer / "rate", .percent(1)),
      cell(pointer / "interval" / "low", .percent(1)),
      cell(pointer / "interval" / "high", .percent(1)),
    ]
  }

  static let rateColumns: [PageTable.Column] = [
    .init("customers", "customers"), .init("rate", "churn rate"), .init("low", "from"), .init("high", "to"),
  ]

  var fileName: String { URL(filePath: string("/file")).lastPathComponent }
  var overallRate: Double { double("/all/rate") ?? 0 }

  /// Pointers to the columns that are charted, the best indicator first.
  var chartedColumns: [String] {
    let places = items("/columns").enumerated().map { ($1["name"]?.string ?? "", "/columns" / $0) }
    let pointers = Dictionary(places, uniquingKeysWith: { first, _ in first })
    return charted.compactMap { pointers[$0] }
  }
}

/// Pieces of specifications that several charts of an exploration share.
enum ChartPart {
  /// A list of which one is shown.
  static func choice(_ name: String, _ title: String, _ options: [String]) -> JSON {
    [
      "name": .text(name), "value": .text(options.first ?? ""),
      "bind": ["input": "select", "options": .list(options.map { .text($0) }), "name": .text(title + " ")],
    ]
  }

  /// Keeps the rows whose field equals the choice.
  static func chosen(_ field: String, _ name: String) -> JSON { ["filter": .text("datum.\(field) === \(name)")] }

  /// Numbers the rows, so that what was in order stays in order.
  static let numbered: JSON = ["window": .list([["op": "row_number", "as": "place"]])]

  static let rateTooltip: [(field: String, title: String, format: String?)] = [
    ("customers", "customers", ","), ("rate", "churn rate", ".1%"), ("low", "from", ".1%"), ("high", "to", ".1%"),
  ]

  /// The churn rate of all customers, as a dashed line across the chart.
  static func overall(_ rate: Double, along axis: String) -> JSON {
    [
      "mark": ["type": "rule", "strokeDash": [5, 4], "color": "var(--soft)", "tooltip": false],
      "encoding": .object([.init(axis, ["datum": .number(rate)])]),
    ]
  }

  /// The height of a chart of as many names as the longest choice has, so that nothing moves when another is chosen.
  static func height(names: Int) -> JSON { .integer(max(110, min(540, 24 * names))) }
}
