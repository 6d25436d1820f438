/// Youden's J: recall plus specificity minus 1.
public struct Youden: ThresholdMetric {
  public static let name = "youden"
  public static let range = -1.0...1.0
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.youden }
}
