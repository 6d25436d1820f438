/// Share of the churned who are contacted.
public struct Recall: ThresholdMetric {
  public static let name = "recall"
  public let threshold: Double

  public init(threshold: Double) { self.threshold = threshold }

  public static func value(of confusion: Confusion) throws(Undefined) -> Double { try confusion.recall }
}
