extension Column {
  /// The column with row `i` taken from row `rows[i]`.
  public func selecting(_ rows: [Int]) -> Column {
    switch values {
    case .numeric(let numbers): Column(name: name, values: .numeric(rows.map { numbers[$0] }))
    case .categorical(let codes, let categories):
      Column(name: name, values: .categorical(codes: rows.map { codes[$0] }, categories: categories))
    }
  }

  /// The column with the rows of others, of the same kind and categories, behind its own.
  public func appending(_ others: [Column]) -> Column {
    switch values {
    case .numeric(var numbers):
      for case .numeric(let more) in others.map(\.values) { numbers += more }
      return Column(name: name, values: .numeric(numbers))
    case .categorical(var codes, let categories):
      for case .categorical(let more, _) in others.map(\.values) { codes += more }
      return Column(name: name, values: .categorical(codes: codes, categories: categories))
    }
  }
}
