/// Churn rate among the highest-scored `share` of rows over the churn rate of all; `TopShare` says which rows these are.
/// The value does not depend on the order of rows.
public struct Lift: Metric {
  public static let name = "lift_at_10"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...Double.infinity

  public let share: Double

  /// - Parameter share: in (0, 1]; a tenth unless stated.
  public init(share: Double = 0.1) { self.share = share }

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    guard scores.positives > 0 else { throw Undefined("lift needs churned customers, and there are none") }
    let top = TopShare(share, of: scores)
    return top.churners / Double(top.rows) / (Double(scores.positives) / Double(scores.count))
  }
}
