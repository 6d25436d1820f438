/// What contacting the highest-scored share of customers reaches; tied customers at the border count by their expected
/// share.
public struct DepthGain: Sendable, Equatable {
  /// In (0, 1].
  public let depth: Double
  /// Share of all churners reached.
  public let gain: Figure<Double>
  /// Churn rate among the contacted over that of all.
  public let lift: Figure<Double>

  public static let defaultDepths = [0.05, 0.1, 0.2, 0.3, 0.5]

  public init(_ depth: Double, of scores: RankedScores) {
    self.depth = depth
    gain = Figure { () throws(Undefined) in try Gain(share: depth).value(of: scores) }
    lift = Figure { () throws(Undefined) in try Lift(share: depth).value(of: scores) }
  }
}

extension DepthGain: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("depth", depth)
    try record.write("gain", gain)
    try record.write("lift", lift)
    try record.finish()
  }
}
