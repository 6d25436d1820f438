/// A metric of the decisions made at one cut-off, 0.5 unless stated: rows scoring at least it count as positive.
public protocol ThresholdMetric: Metric {
  var threshold: Double { get }

  init(threshold: Double)

  static func value(of confusion: Confusion) throws(Undefined) -> Double
}

extension ThresholdMetric {
  public init() { self.init(threshold: 0.5) }

  public static var direction: MetricDirection { .maximize }
  public static var range: ClosedRange<Double> { 0...1 }

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try Self.value(of: Confusion(scores, threshold: threshold))
  }
}
