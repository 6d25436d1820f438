import ChurnML

/// Customers that a request brought, ready for the model.
struct CustomerBatch: Sendable {
  /// The model's columns, a row a customer.
  let columns: [Column]
  let count: Int
  /// Each customer as JSON, as it came.
  let texts: [String]
  /// Whether they came as a list, and the answer is one.
  let isList: Bool

  /// The columns whose category the model has never seen, for the customers that have any.
  var unseen: [Int: [String]] {
    var unseen: [Int: [String]] = [:]
    for column in columns {
      guard case .categorical(let codes, _) = column.values else { continue }
      for (row, code) in codes.enumerated() where code == Column.unseen { unseen[row, default: []].append(column.name) }
    }
    return unseen
  }
}
