extension Dataset {
  /// All rows of `table`, labelled by `target`; every column but the target and those in `ignore` is a feature, in the
  /// file's order.
  ///
  /// The target column must have been read as categorical, so that `target.positive` is compared with its cells' text.
  /// - Throws: `InputError` when a named column is not there; when target cells are missing, do not
  ///   have exactly two values, or none of them is the positive one; when a feature has no value at all; when no
  ///   feature is left.
  public init(from table: Table, target: Target, ignore: [String] = []) throws(InputError) {
    let labels = try Self.labels(table, target)
    for name in ignore {
      _ = try table.column(named: name)
      guard name != target.column else {
        throw InputError(at: table.name, "\"\(name)\" is the target and cannot be ignored; take it off the list")
      }
    }
    let features = table.columns.filter { $0.name != target.column && !ignore.contains($0.name) }
    if let empty = features.first(where: \.isAllMissing) {
      throw InputError(at: table.name, "column \"\(empty.name)\" has no value in any row; add it to ignore")
    }
    guard !features.isEmpty else {
      throw InputError(
        at: table.name, "no column is left to learn from; ignore fewer columns or add some beside \"\(target.column)\"")
    }
    self.init(features: features, labels: labels, target: target, digest: table.digest)
  }

  private static func labels(_ table: Table, _ target: Target) throws(InputError) -> [UInt8] {
    guard case .categorical(let codes, let categories) = try table.column(named: target.column).values else {
      throw InputError(at: table.name, "the target \"\(target.column)\" was read as numbers; read it as categorical")
    }
    if let row = codes.firstIndex(of: Column.missing) {
      let others = codes.count { $0 == Column.missing } - 1
      throw InputError(
        at: "\(table.name):\(table.line(ofRow: row))",
        "row \(row + 1) has no value for the target \"\(target.column)\""
          + (others > 0 ? ", and \(counted(others, "other row")) likewise" : "")
          + "; fill it in or remove the row")
    }
    guard let positive = categories.firstIndex(of: target.positive) else {
      throw InputError(
        at: table.name,
        "no cell of \"\(target.column)\" is \"\(target.positive)\"; its values are \(MissingColumn.list(categories))")
    }
    guard categories.count == 2 else {
      throw InputError(
        at: table.name,
        categories.count == 1
          ? "every row has \"\(target.positive)\" for the target \"\(target.column)\"; two classes are needed"
          : "the target \"\(target.column)\" has \(categories.count) values, \(MissingColumn.list(categories)); "
            + "exactly two are needed")
    }
    return codes.map { $0 == Int32(positive) ? 1 : 0 }
  }
}

extension Column {
  /// Whether no row has a value.
  public var isAllMissing: Bool {
    switch values {
    case .numeric(let numbers): numbers.allSatisfy(\.isNaN)
    case .categorical(let codes, _): codes.allSatisfy { $0 == Self.missing }
    }
  }
}
