internal import ChurnML

/// Whose reasons the page shows, and what may be changed about a customer when the model is asked what if.
public struct ExplainPlan: Sendable, Equatable {
  /// What a column may become.
  enum Range: Sendable, Equatable {
    /// An end that is nil is the data's.
    case numbers(min: Double?, max: Double?)
    /// In the order that a direction goes by.
    case categories([String])
  }

  struct Direction: Sendable, Equatable {
    let column: String
    let direction: Lever.Direction
  }

  struct ColumnRange: Sendable, Equatable {
    let column: String
    let range: Range
  }

  /// Two columns and what stands in them.
  struct Pair: Sendable, Equatable {
    let column: String
    let cell: String
    let other: String
    let otherCell: String
  }

  /// Rows of the data, counted from 0.
  let rows: [Placed<Int>]
  let immutable: [Placed<String>]
  let directions: [Placed<Direction>]
  let ranges: [Placed<ColumnRange>]
  /// Pairs that no customer of the data has and that are possible all the same, and pairs that are impossible.
  let possible: [Placed<Pair>]
  let impossible: [Placed<Pair>]

  /// What stands for every number of a numeric column in a pair.
  static let anyNumber = "any"

  func direction(of column: String) -> Lever.Direction? {
    directions.first { $0.value.column == column }?.value.direction
  }

  func range(of column: String) -> Range? { ranges.first { $0.value.column == column }?.value.range }
}

extension ExplainPlan {
  private static let rows = Key(
    "rows", .numbers([.integer(0...Int.max)]),
    "rows of the data, counted from 0, whose reasons the page shows beside those of the highest, the middle and the lowest risk"
  )
  private static let immutable = Key(
    "immutable", .texts, "columns that nobody can change, such as age; what-if leaves them alone")
  private static let directions = Key(
    "directions", .named(.choice(Lever.Direction.allCases.map(\.rawValue))),
    "columns that may go one way only; of categories the order is that of the list in ranges")
  private static let min = Key("min", .scalar([.anyNumber]), "the least it may become; left out, the data's least")
  private static let max = Key(
    "max", .scalar([.anyNumber]), "the greatest it may become; left out, the data's greatest")
  private static let ranges = Key(
    "ranges", .named(.either([.section([min, max]), .texts])),
    "what columns may become: numbers from min to max, or a list of categories")
  private static let possible = Key(
    "possible", .list(.named(.text)),
    "pairs such as {phone: no, lines: two} that no customer of the data has and that are possible all the same; any stands for all numbers"
  )
  private static let impossible = Key(
    "impossible", .list(.named(.text)), "pairs of categories that no customer can have, whatever the data say")
  static let keys = [rows, immutable, directions, ranges, possible, impossible]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    rows = try Self.rows(fields)
    var immutable: [Placed<String>] = []
    if let node = fields[Self.immutable] {
      _ = try fields.texts(Self.immutable)
      if case .list(let items) = node.content {
        for item in items { immutable.append(Placed(value: try item.text(), place: item.place)) }
      } else {
        immutable.append(Placed(value: try node.text(), place: node.place))
      }
    }
    self.immutable = immutable
    var directions: [Placed<Direction>] = []
    for entry in try fields[Self.directions]?.entries() ?? [] {
      let words = Lever.Direction.allCases.map(\.rawValue)
      guard case .text(let word) = try [.choice(words)].value(of: entry.value),
        let direction = Lever.Direction(rawValue: word)
      else { continue }
      directions.append(Placed(value: Direction(column: entry.key, direction: direction), place: entry.place))
    }
    self.directions = directions
    var ranges: [Placed<ColumnRange>] = []
    for entry in try fields[Self.ranges]?.entries() ?? [] {
      ranges.append(Placed(value: ColumnRange(column: entry.key, range: try Range(entry.value)), place: entry.place))
    }
    self.ranges = ranges
    possible = try Self.pairs(fields[Self.possible])
    impossible = try Self.pairs(fields[Self.impossible])
    try checkLevers()
  }

  private static func rows(_ fields: Fields) throws(InputError) -> [Placed<Int>] {
    var rows: [Placed<Int>] = []
    for item in try fields[Self.rows]?.items() ?? [] {
      guard case .integer(let row) = try [.integer(0...Int.max)].value(of: item) else { continue }
      rows.append(Placed(value: row, place: item.place))
    }
    return rows
  }

  private static func pairs(_ node: ConfigNode?) throws(InputError) -> [Placed<Pair>] {
    var pairs: [Placed<Pair>] = []
    for item in try node?.items() ?? [] {
      let entries = try item.entries()
      guard entries.count == 2 else {
        throw item.error("a pair has two columns; write {internet: none, backup: \"yes\"}")
      }
      let cells = (try entries[0].value.text(), try entries[1].value.text())
      pairs.append(
        Placed(
          value: Pair(column: entries[0].key, cell: cells.0, other: entries[1].key, otherCell: cells.1),
          place: item.place))
    }
    return pairs
  }

  private func checkLevers() throws(InputError) {
    let fixed = Set(immutable.map(\.value))
    for (column, place) in directions.map({ ($0.value.column, $0.place) }) + ranges.map({ ($0.value.column, $0.place) })
    where fixed.contains(column) {
      throw place.error("\"\(column)\" is immutable, so nothing more is said of it; take it out of one of the two")
    }
  }

  var json: JSON {
    [
      "rows": Self.list(rows.map { .integer($0.value) }),
      "immutable": .list(immutable.map { .text($0.value) }),
      "directions": .object(directions.map { .init($0.value.column, .text($0.value.direction.rawValue)) }),
      "ranges": .object(ranges.map { .init($0.value.column, $0.value.range.json) }),
      "possible": Self.list(possible.map(\.value.json)),
      "impossible": Self.list(impossible.map(\.value.json)),
    ]
  }

  /// A list that has to have something in it where it is given.
  private static func list(_ items: [JSON]) -> JSON { items.isEmpty ? .null : .list(items) }
}

extension ExplainPlan.Range {
  private static let min = Key("min", .scalar([.anyNumber]), "")
  private static let max = Key("max", .scalar([.anyNumber]), "")

  fileprivate init(_ node: ConfigNode) throws(InputError) {
    if case .list = node.content {
      var categories: [String] = []
      for item in try node.items() { categories.append(try item.text()) }
      self = .categories(categories)
      return
    }
    let fields = try Fields(node, keys: [Self.min, Self.max])
    let (least, greatest) = (try fields.value(Self.min)?.number, try fields.value(Self.max)?.number)
    guard least != nil || greatest != nil else {
      throw node.error("the range says nothing; give min, max or a list of categories")
    }
    if let least, let greatest, least > greatest {
      throw node.error("min is above max, so nothing lies between; exchange them")
    }
    self = .numbers(min: least, max: greatest)
  }

  fileprivate var json: JSON {
    switch self {
    case .categories(let names): .list(names.map { .text($0) })
    case .numbers(let least, let greatest):
      .object(
        [("min", least), ("max", greatest)].compactMap { name, value in value.map { .init(name, .number($0)) } })
    }
  }
}

extension ExplainPlan.Pair {
  fileprivate var json: JSON { .object([.init(column, .text(cell)), .init(other, .text(otherCell))]) }
}

extension Hyperparameter.Domain {
  fileprivate static let anyNumber = Self.numberFrom(-.greatestFiniteMagnitude, through: .greatestFiniteMagnitude)
}
