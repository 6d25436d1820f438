/// F-beta with beta 2: recall weighs twice as much as precision (van Rijsbergen 1979), as befits a churner missed.
/// Any other beta is `Confusion.fBeta`, and the objective `fbeta` of cut-offs.
public struct F2: ThresholdMetric {
  public static let name = "f2"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.fBeta(2) }
}
