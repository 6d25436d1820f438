/// The closed form of a linear model: a column gives the log odds its coefficients times its standardised design columns.
///
/// These have mean 0 over the training rows, so this is the interventional Shapley value against them, and the intercept is
/// the base. A product of two columns gives each of them half: with factors of mean 0 that is its Shapley value too.
extension LogisticModel: AttributableClassifier {
  public func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions {
    let block = 1024
    let blocks = concurrentMap(count: (rows.count + block - 1) / block, jobs: jobs) { index in
      encoder.contributions(
        features, rows: rows[(index * block)..<min(rows.count, (index + 1) * block)], coefficients: coefficients)
    }
    return Attributions(
      space: .logOdds, base: coefficients[0], columns: features.count, values: Array(blocks.joined()))
  }
}

extension DesignEncoder {
  /// What each of `features` adds to Σ coefficient x column, row after row.
  fileprivate func contributions(_ features: [Column], rows: ArraySlice<Int>, coefficients: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.count * features.count)
    var next = 1
    func add(_ values: [Double], to columns: [Int], at index: Int) {
      let sum = zip(values, coefficients[next...]).reduce(0) { $0 + $1.0 * $1.1 }
      for column in columns { sums[index * features.count + column] += sum / Double(columns.count) }
    }
    for term in numeric {
      if case .numeric(let numbers) = features[term.feature].values {
        for (index, row) in rows.enumerated() { add(term.values(at: numbers[row]), to: [term.feature], at: index) }
      }
      next += term.columns
    }
    for term in interactions {
      let columns = [term.first.feature, term.second.feature]
      for (index, row) in rows.enumerated() { add(term.values(features, row: row), to: columns, at: index) }
      next += term.columns
    }
    for term in coded {
      for (index, row) in rows.enumerated() {
        add(term.values(ofState: term.state(of: features[term.feature], row: row)), to: [term.feature], at: index)
      }
      next += term.columns
    }
    return sums
  }
}
