/// Some customers and how many of them churned.
public struct ChurnCount: Sendable, Equatable {
  public var rows: Int
  public var churned: Int

  public init(rows: Int = 0, churned: Int = 0) {
    self.rows = rows
    self.churned = churned
  }

  public var rate: Figure<Double> {
    rows > 0 ? .value(Double(churned) / Double(rows)) : .undefined("no customer is in it")
  }

  /// Wilson's, at 95 %.
  public var interval: ProportionInterval { .wilson(churned, of: rows) }

  static func + (a: ChurnCount, b: ChurnCount) -> ChurnCount {
    ChurnCount(rows: a.rows + b.rows, churned: a.churned + b.churned)
  }

  static func += (a: inout ChurnCount, b: ChurnCount) { a = a + b }
}
