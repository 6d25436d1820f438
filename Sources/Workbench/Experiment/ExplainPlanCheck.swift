internal import ChurnML

extension ExplainPlan {
  /// Holds the plan against the data it is for.
  /// - Throws: for a row, a column or a category that the data do not have, and for what a column's kind does not allow.
  func check(_ features: [Column], rows count: Int) throws(InputError) {
    for row in rows where row.value >= count {
      throw row.place.error("there is no row \(row.value); the data have rows 0 to \(count - 1)")
    }
    for name in immutable { _ = try Self.find(name.value, in: features, name.place) }
    for range in ranges {
      try Self.check(range.value, Self.find(range.value.column, in: features, range.place), range.place)
    }
    for direction in directions {
      let column = try Self.find(direction.value.column, in: features, direction.place)
      if column.kind == .categorical, range(of: column.name) == nil {
        throw direction.place.error(
          "categories have no order of their own; give it as a list, as in ranges: {\(column.name): [first, second]}")
      }
    }
    for pair in possible { try Self.check(pair, features, mayBeNumeric: true) }
    for pair in impossible { try Self.check(pair, features, mayBeNumeric: false) }
  }

  private static func find(_ name: String, in features: [Column], _ place: Place) throws(InputError) -> Column {
    if let column = features.first(where: { $0.name == name }) { return column }
    let names = features.map(\.name)
    let hint = Suggestion.clause(name, in: names)
    throw place.error(
      "the data have no feature \"\(name)\"" + (hint.isEmpty ? "; they have \(names.joined(separator: ", "))" : hint))
  }

  private static func check(_ range: ColumnRange, _ column: Column, _ place: Place) throws(InputError) {
    switch (range.range, column.values) {
    case (.numbers, .numeric): return
    case (.categories(let names), .categorical(_, let categories)):
      for name in names { try check(name, among: categories, of: column.name, place) }
    case (.numbers, .categorical):
      throw place.error("\"\(column.name)\" holds words; give the ones it may become as a list")
    case (.categories, .numeric):
      throw place.error("\"\(column.name)\" holds numbers; write {min: 0, max: 100}")
    }
  }

  private static func check(
    _ name: String, among categories: [String], of column: String, _ place: Place
  ) throws(InputError) {
    guard !categories.contains(name) else { return }
    let hint = Suggestion.clause(name, in: categories)
    throw place.error(
      "no customer has \"\(name)\" for \"\(column)\""
        + (hint.isEmpty ? "; there are \(categories.joined(separator: ", "))" : hint))
  }

  private static func check(_ pair: Placed<Pair>, _ features: [Column], mayBeNumeric: Bool) throws(InputError) {
    for (name, cell) in [(pair.value.column, pair.value.cell), (pair.value.other, pair.value.otherCell)] {
      switch try find(name, in: features, pair.place).values {
      case .categorical(_, let categories): try check(cell, among: categories, of: name, pair.place)
      case .numeric where mayBeNumeric && cell == anyNumber: continue
      case .numeric:
        throw pair.place.error(
          mayBeNumeric
            ? "\"\(name)\" holds numbers; write \(name): \(anyNumber)"
            : "\"\(name)\" holds numbers, and only categories exclude each other; say what it may become in ranges")
      }
    }
  }
}
