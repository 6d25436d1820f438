/// Share of all churners who are among the highest-scored `share` of rows: the ordinate of the cumulative gains chart.
/// Ties at the border count by their expected share (`TopShare`).
public struct Gain: Metric {
  public static let name = "gain_at_10"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...1.0

  public let share: Double

  /// - Parameter share: in (0, 1]; a tenth unless stated.
  public init(share: Double = 0.1) { self.share = share }

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    guard scores.positives > 0 else { throw Undefined("gain needs churned customers, and there are none") }
    return TopShare(share, of: scores).churners / Double(scores.positives)
  }
}
