/// What one column of the file holds.
public struct ColumnExploration: Sendable {
  /// What a column is to the exploration.
  public enum Role: String, Sendable, Encodable, CaseIterable {
    case feature, target, ignored
    /// Names customers rather than describing them.
    case identifier
    case constant
    /// No cell has a value.
    case empty
    /// When a customer was followed from or until.
    case time
  }

  public let summary: TableDescription.ColumnSummary
  public let role: Role
  public let rows: Int
  /// Customers without a value.
  public let missing: ChurnCount
  /// Of features with numbers.
  public let contrast: Figure<ClassContrast>?
  public let histogram: Histogram?
  /// Of features: the customers of each level, as `Indicator` reads them.
  public let levels: [(level: Level, count: ChurnCount)]

  /// The column of a feature.
  init(_ feature: ExploredFeature, _ values: ValueCounts?, labels: [UInt8]) {
    summary = TableDescription.ColumnSummary(of: feature.column, categories: Self.mostCategories)
    role = .feature
    rows = labels.count
    missing = Self.missing(feature.column, labels)
    levels = zip(feature.levels.levels, feature.counts).map { ($0, $1) }
    histogram = values.flatMap { Histogram($0) }
    contrast = values.map { values in
      Figure { () throws(Undefined) in try ClassContrast(values.ranked) }
    }
  }

  /// A column that is no feature.
  init(_ column: Column, role: Role, labels: [UInt8]) {
    summary = TableDescription.ColumnSummary(of: column, categories: Self.mostCategories)
    self.role = role
    rows = labels.count
    missing = Self.missing(column, labels)
    levels = []
    histogram = nil
    contrast = nil
  }

  private static let mostCategories = 10

  private static func missing(_ column: Column, _ labels: [UInt8]) -> ChurnCount {
    var count = ChurnCount()
    func add(_ isMissing: Bool, _ label: UInt8) {
      guard isMissing else { return }
      count.rows += 1
      count.churned += Int(label)
    }
    switch column.values {
    case .numeric(let numbers): for (number, label) in zip(numbers, labels) { add(number.isNaN, label) }
    case .categorical(let codes, _): for (code, label) in zip(codes, labels) { add(code == Column.missing, label) }
    }
    return count
  }
}

/// The numbers of churned customers against those of customers who stayed.
public struct ClassContrast: Sendable, Equatable {
  public let meanChurned: Double
  public let meanStayed: Double
  /// Pearson's correlation of the number with churned (1) or not (0).
  public let pointBiserial: Double

  /// Throws `Undefined` unless both classes occur and the numbers vary.
  init(_ scores: RankedScores) throws(Undefined) {
    try scores.requireBothClasses(for: "a contrast")
    pointBiserial = try correlation(scores.scores, scores.labels.map(Double.init))
    let churned = zip(scores.scores, scores.labels).reduce(0) { $1.1 == 1 ? $0 + $1.0 : $0 }
    let stayed = zip(scores.scores, scores.labels).reduce(0) { $1.1 == 0 ? $0 + $1.0 : $0 }
    meanChurned = churned / Double(scores.positives)
    meanStayed = stayed / Double(scores.negatives)
  }
}
