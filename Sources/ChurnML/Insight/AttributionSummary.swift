/// What one column's contributions are over customers.
public struct AttributionSummary: Sendable, Equatable {
  public let column: Int
  /// The mean of their absolute values, and its standard deviation over customers (ddof 1).
  public let meanAbsolute: Double
  public let deviation: Double
  /// The contributions that 5, 25, 50, 75 and 95 % of the customers do not exceed.
  public let quantiles: [Double]

  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// The strongest column first, equals in the columns' order.
  public static func all(_ attributions: Attributions) -> [AttributionSummary] {
    (0..<attributions.columns).map { AttributionSummary($0, attributions) }
      .sorted { (b, a) in (a.meanAbsolute, b.column) < (b.meanAbsolute, a.column) }
  }

  private init(_ column: Int, _ attributions: Attributions) {
    self.column = column
    let sorted = (0..<attributions.rows).map { attributions.values[$0 * attributions.columns + column] }.sorted()
    let count = Double(max(1, sorted.count))
    let mean = sorted.reduce(0) { $0 + abs($1) } / count
    meanAbsolute = mean
    let squares = sorted.reduce(0) { $0 + (abs($1) - mean) * (abs($1) - mean) }
    deviation = sorted.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    quantiles = Self.shares.map { share in
      sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int((share * count).rounded(.up)) - 1)]
    }
  }
}
