/// Matthews' correlation of decision and outcome.
public struct MatthewsCorrelation: ThresholdMetric {
  public static let name = "mcc"
  public static let range = -1.0...1.0
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.mcc }
}
