/// What a table holds, column by column: the content of `churnlab data describe`.
public struct TableDescription: Sendable, Codable, Equatable {
  public struct ColumnSummary: Sendable, Codable, Equatable {
    public let name: String
    public let kind: ColumnKind
    public let missing: Int
    /// Different values, missing ones not counted.
    public let distinct: Int
    /// Of numeric columns with a value.
    public let numbers: NumberSummary?
    /// Of categorical columns: the most frequent ones, most frequent first.
    public let categories: [CategoryCount]?
  }

  public struct NumberSummary: Sendable, Codable, Equatable {
    public let min: Double
    public let mean: Double
    public let max: Double
    /// The standard deviation with n - 1 below; nil for a single value.
    public let std: Double?
    /// At .05, .25, .5, .75 and .95, interpolated linearly between neighbours, as numpy and pandas do.
    public let quantiles: [Quantile]
  }

  public struct Quantile: Sendable, Codable, Equatable {
    public let share: Double
    public let value: Double
  }

  public struct CategoryCount: Sendable, Codable, Equatable {
    public let category: String
    public let count: Int
  }

  public let rows: Int
  public let digest: String
  public let columns: [ColumnSummary]
  public let notes: [DataNote]

  /// - Parameter categories: how many of a column's categories to list.
  public init(of table: Table, categories: Int = 10, jobs: Int = 1) {
    rows = table.rows
    digest = table.digest
    notes = table.notes
    columns = concurrentMap(count: table.columns.count, jobs: jobs) {
      ColumnSummary(of: table.columns[$0], categories: categories)
    }
  }
}

extension TableDescription.ColumnSummary {
  init(of column: Column, categories limit: Int) {
    name = column.name
    kind = column.kind
    switch column.values {
    case .numeric(let values):
      let sorted = values.filter { !$0.isNaN }.sorted()
      missing = values.count - sorted.count
      distinct = zip(sorted, sorted.dropFirst()).reduce(sorted.isEmpty ? 0 : 1) { $0 + ($1.0 == $1.1 ? 0 : 1) }
      numbers = TableDescription.NumberSummary(ofSorted: sorted)
      categories = nil
    case .categorical(let codes, let names):
      var counts = [Int](repeating: 0, count: names.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      missing = codes.count - counts.reduce(0, +)
      distinct = counts.count { $0 > 0 }
      numbers = nil
      categories = Self.mostFrequent(counts, limit).map {
        TableDescription.CategoryCount(category: names[$0], count: counts[$0])
      }
    }
  }
}

extension TableDescription.ColumnSummary {
  /// The `limit` categories of the highest counts, equal ones in their order. An identifier has as many categories as rows, so
  /// they are not sorted.
  private static func mostFrequent(_ counts: [Int], _ limit: Int) -> [Int] {
    var best: [Int] = []
    for category in counts.indices where best.count < limit || counts[category] > best.last.map({ counts[$0] }) ?? 0 {
      best.insert(category, at: best.firstIndex { counts[$0] < counts[category] } ?? best.count)
      if best.count > limit { best.removeLast() }
    }
    return best
  }
}

extension TableDescription.NumberSummary {
  /// Nil for no values.
  init?(ofSorted values: [Double]) {
    guard let first = values.first, let last = values.last else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    min = first
    max = last
    self.mean = mean
    std = values.count > 1 ? (squares / (count - 1)).squareRoot() : nil
    quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map { share in
      let position = share * (count - 1)
      let below = Int(position)
      let above = Swift.min(below + 1, values.count - 1)
      let value = values[below] + (position - Double(below)) * (values[above] - values[below])
      return TableDescription.Quantile(share: share, value: value)
    }
  }
}
