extension Dataset {
  /// The data set in a table: every column is a feature but the target and those to ignore, in the file's order.
  ///
  /// - Parameters:
  ///   - table: its target column is categorical, so that `positive` is compared with the cells' text.
  ///   - ignore: columns that are no features; each must exist.
  /// - Throws: `InputError` when a named column does not exist, the target has a cell without a value, has not
  ///   exactly two values, or never the positive one, and when no usable feature is left.
  public static func make(from table: Table, target: Target, ignore: [String]) throws(InputError) -> Dataset {
    for name in ignore { _ = try table.column(named: name) }
    let labels = try labels(of: table, target)
    let features = table.columns.filter { $0.name != target.column && !ignore.contains($0.name) }
    for column in features where column.isAllMissing {
      throw InputError(
        at: table.name, "column \"\(column.name)\" has no value in any row; add it to data.ignore.")
    }
    guard !features.isEmpty else {
      throw InputError(at: table.name, "no feature is left beside the target; ignore fewer columns.")
    }
    return Dataset(features: features, labels: labels, target: target, digest: table.digest)
  }

  private static func labels(of table: Table, _ target: Target) throws(InputError) -> [UInt8] {
    let place = "\(table.name): target \"\(target.column)\""
    let column = try table.column(named: target.column)
    guard case .categorical(let codes, let categories) = column.values else {
      throw InputError(at: place, "the target was read as numbers; its type must be categorical.")
    }
    if let row = codes.firstIndex(of: Column.missing) {
      throw InputError(
        at: "\(table.name):\(table.line(ofRow: row))",
        "the target \"\(target.column)\" has no value here; leave the row out or fill it in.")
    }
    guard let positive = categories.firstIndex(of: target.positive) else {
      throw InputError(
        at: place, "no cell is \"\(target.positive)\"; the column holds \(quoted(categories)): name one of these.")
    }
    guard categories.count == 2 else {
      let count = categories.count == 1 ? "only one value" : "\(categories.count) values"
      throw InputError(at: place, "the column holds \(count) (\(quoted(categories))); churn needs exactly two.")
    }
    return codes.map { $0 == Int32(positive) ? 1 : 0 }
  }

  /// The first few of the values, in quotes.
  private static func quoted(_ values: [String]) -> String {
    let shown = values.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    return values.count > 5 ? shown + " and \(values.count - 5) more" : shown
  }
}

extension Column {
  fileprivate var isAllMissing: Bool {
    switch values {
    case .numeric(let numbers): numbers.allSatisfy(\.isNaN)
    case .categorical(let codes, _): codes.allSatisfy { $0 == Column.missing }
    }
  }
}
