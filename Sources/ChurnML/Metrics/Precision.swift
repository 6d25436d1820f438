/// Share of the contacted who churned.
public struct Precision: ThresholdMetric {
  public static let name = "precision"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.precision }
}
