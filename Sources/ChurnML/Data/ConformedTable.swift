extension Table {
  /// The columns of `schema`, in its order and with its categories, matched by name; categories that it does not
  /// have become `Column.unseen`.
  ///
  /// Read the table with `CSVOptions(for: schema)`: then every column is of the kind it had in training, and cells
  /// of numeric columns that are no numbers are missing, with a note.
  /// - Throws: `InputError` when a column is not there or of another kind.
  public func conformed(to schema: FeatureSchema) throws(InputError) -> [Column] {
    var conformed: [Column] = []
    for feature in schema.features {
      let column = try column(named: feature.name)
      guard column.kind == feature.kind else {
        throw InputError(
          at: name,
          "column \"\(feature.name)\" is \(column.kind.rawValue) here and was \(feature.kind.rawValue) "
            + "in training; read it as \(feature.kind.rawValue)")
      }
      conformed.append(column.recoded(feature.categories ?? []))
    }
    return conformed
  }
}

extension Column {
  /// A categorical column with other categories; a numeric one as it is.
  fileprivate func recoded(_ known: [String]) -> Column {
    guard case .categorical(let codes, let categories) = values else { return self }
    // By bytes: `String` calls different spellings of one accented letter equal, and categories are not.
    let numbers = Dictionary(zip(known.map { Array($0.utf8) }, Int32(0)...), uniquingKeysWith: { first, _ in first })
    let newCodes = categories.map { numbers[Array($0.utf8)] ?? Self.unseen }
    return Column(
      name: name,
      values: .categorical(codes: codes.map { $0 < 0 ? $0 : newCodes[Int($0)] }, categories: known))
  }
}
