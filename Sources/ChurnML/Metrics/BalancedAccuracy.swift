/// Mean of recall and specificity.
public struct BalancedAccuracy: ThresholdMetric {
  public static let name = "balanced_accuracy"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.balancedAccuracy }
}
