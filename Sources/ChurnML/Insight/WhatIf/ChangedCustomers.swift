/// One customer many times over, each changed in some columns.
struct ChangedCustomers {
  private let customer: [Column]
  private let classifier: any Classifier

  /// - Parameter customer: one row.
  init(of customer: [Column], _ classifier: any Classifier) {
    self.customer = customer
    self.classifier = classifier
  }

  /// P(churned) after each of the lists of changes.
  func probabilities(_ changes: [[CustomerChange]]) -> [Double] {
    guard !changes.isEmpty else { return [] }
    var byColumn = [[(row: Int, to: CustomerCell)]](repeating: [], count: customer.count)
    for (row, changed) in changes.enumerated() {
      for change in changed { byColumn[change.column].append((row, change.to)) }
    }
    let columns = zip(customer, byColumn).map { $0.repeated(changes.count, changed: $1) }
    return classifier.predictProbability(columns, rows: Array(0..<changes.count), jobs: 1)
  }
}

extension Column {
  /// The first row so many times over, with some cells made others.
  fileprivate func repeated(_ count: Int, changed: [(row: Int, to: CustomerCell)]) -> Column {
    switch values {
    case .numeric(let numbers):
      var cells = [Double](repeating: numbers[0], count: count)
      for change in changed { if case .number(let number) = change.to { cells[change.row] = number } }
      return Column(name: name, values: .numeric(cells))
    case .categorical(let codes, let categories):
      var cells = [Int32](repeating: codes[0], count: count)
      for change in changed { if case .category(let code) = change.to { cells[change.row] = code } }
      return Column(name: name, values: .categorical(codes: cells, categories: categories))
    }
  }
}
