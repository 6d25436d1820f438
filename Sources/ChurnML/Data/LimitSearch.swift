/// Looks for categories whose customers have only some of a numeric column's values.
///
/// Were the two columns independent, n a b customers of the category would have a number outside the range that its customers
/// have, a being the category's share and b that of such numbers.
struct LimitSearch {
  private let categorical: [(name: String, codes: [Int32], categories: [String])]
  private let numeric: [(name: String, numbers: [Double])]

  init(_ columns: [Column]) {
    var categorical: [(name: String, codes: [Int32], categories: [String])] = []
    var numeric: [(name: String, numbers: [Double])] = []
    for column in columns {
      switch column.values {
      case .categorical(let codes, let categories) where 2...CustomerProfile.categoryLimit ~= categories.count:
        categorical.append((column.name, codes, categories))
      case .categorical: continue
      case .numeric(let numbers): numeric.append((column.name, numbers))
      }
    }
    self.categorical = Array(categorical.prefix(CustomerProfile.columnLimit))
    self.numeric = Array(numeric.prefix(CustomerProfile.columnLimit))
  }

  var limits: [CustomerProfile.Limit] {
    numeric.flatMap { other in
      let sorted = other.numbers.filter { !$0.isNaN }.sorted()
      return categorical.flatMap { column in
        let found = ranges(column.codes, column.categories.count, other.numbers)
        return found.indices.compactMap { code -> CustomerProfile.Limit? in
          guard let (count, range) = found[code] else { return nil }
          let below = sorted.partitioningIndex { $0 >= range.lowerBound }
          let above = sorted.count - sorted.partitioningIndex { $0 > range.upperBound }
          guard Double(count) * Double(below + above) >= CustomerProfile.due * Double(sorted.count) else { return nil }
          return CustomerProfile.Limit(
            column: column.name, category: column.categories[code], otherColumn: other.name, least: range.lowerBound,
            greatest: range.upperBound)
        }
      }
    }
  }

  /// For each category how many customers have a number, and from where to where.
  private func ranges(
    _ codes: [Int32], _ categories: Int, _ numbers: [Double]
  ) -> [(count: Int, range: ClosedRange<Double>)?] {
    var ranges = [(count: Int, range: ClosedRange<Double>)?](repeating: nil, count: categories)
    for (code, number) in zip(codes, numbers) where code >= 0 && !number.isNaN {
      let (count, range) = ranges[Int(code)] ?? (0, number...number)
      ranges[Int(code)] = (count + 1, min(range.lowerBound, number)...max(range.upperBound, number))
    }
    return ranges
  }
}
