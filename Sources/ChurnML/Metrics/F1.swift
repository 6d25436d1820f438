/// Harmonic mean of precision and recall.
public struct F1: ThresholdMetric {
  public static let name = "f1"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.f1 }
}
