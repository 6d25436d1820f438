/// A figure that judges scores against labels. Direction and range travel with it; one file a metric.
public protocol Metric: Sendable {
  /// scikit-learn's name where it has one.
  static var name: String { get }
  static var direction: MetricDirection { get }
  static var range: ClosedRange<Double> { get }

  /// The metric's value; throws `Undefined` where the definition has none.
  func value(of scores: RankedScores) throws(Undefined) -> Double
}

public enum MetricDirection: String, Sendable, Codable {
  case maximize, minimize
}
