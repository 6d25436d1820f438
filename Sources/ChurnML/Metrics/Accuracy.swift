/// Share of rows on the right side of the cut-off.
public struct Accuracy: ThresholdMetric {
  public static let name = "accuracy"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.accuracy }
}
