/// Churn rate among the highest-scored `share` of rows over the churn rate of all.
///
/// The top holds max(1, round(share x n)) rows, halves to even; a tied group at its border counts by its expected
/// share, so the value does not depend on the order of rows.
public struct Lift: Metric {
  public static let name = "lift_at_10"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...Double.infinity

  public let share: Double

  /// - Parameter share: in (0, 1]; a tenth unless stated.
  public init(share: Double = 0.1) { self.share = share }

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    guard scores.positives > 0 else { throw Undefined("lift needs churned customers, and there are none") }
    let top = min(scores.count, max(1, Int((Double(scores.count) * share).rounded(.toNearestOrEven))))
    let border = scores.contacted.partitioningIndex { $0 >= top }
    let contactedBefore = border == 0 ? 0 : scores.contacted[border - 1]
    let churnersBefore = border == 0 ? 0 : scores.churners[border - 1]
    let tiedRows = Double(scores.contacted[border] - contactedBefore)
    let tiedChurners = Double(scores.churners[border] - churnersBefore)
    let churners = Double(churnersBefore) + tiedChurners * (Double(top - contactedBefore) / tiedRows)
    return churners / Double(top) / (Double(scores.positives) / Double(scores.count))
  }
}
