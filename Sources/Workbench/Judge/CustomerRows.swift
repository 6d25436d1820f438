internal import ChurnML

/// The label of every row of the data, and which customer it is of.
struct CustomerRows: Sendable {
  let labels: [UInt8]
  /// A number for each row, equal for the rows of one customer.
  let customers: [Int]

  init(labels: [UInt8], customers: [Int]) {
    self.labels = labels
    self.customers = customers
  }

  /// From `rows.csv`, or from `predictions.csv`, which has neither the rows that nobody judged nor customers.
  /// - Parameter rows: of the data.
  init(_ table: Table, rows: Int) throws(InputError) {
    var labels = [UInt8](repeating: 0, count: rows)
    for (row, label) in zip(try table.integers("row"), try table.integers("label")) {
      guard labels.indices.contains(row), label == 0 || label == 1 else {
        throw InputError(at: table.name, "the file is damaged: there is no row \(row) with label \(label)")
      }
      labels[row] = UInt8(label)
    }
    self.labels = labels
    guard table.columns.contains(where: { $0.name == "customer" }) else {
      customers = Array(labels.indices)
      return
    }
    customers = try table.integers("customer")
    guard customers.count == rows else {
      throw InputError(at: table.name, "the file is damaged: it should have \(rows) rows")
    }
  }

  /// Whether `predictions.csv` does not say all of it.
  /// - Parameter outer: whether rows are judged that it need not have.
  func needsFile(outer: Bool) -> Bool { outer || customers != Array(labels.indices) }

  /// The bytes of `rows.csv`.
  var csv: String {
    labels.indices.reduce(into: "row,label,customer\n") { $0 += "\($1),\(labels[$1]),\(customers[$1])\n" }
  }
}
