/// The reliability diagram without bins to choose: the churn rate as an isotonic function of the score, and what it says of
/// the Brier score and the log loss (CORP: Dimitriadis, Gneiting and Jordan 2021).
public struct Reliability: Sendable, Equatable, Encodable {
  public let brier: ScoreDecomposition
  public let logLoss: ScoreDecomposition
  /// By increasing score: rows whose scores lie in [lowest, highest] churn at `rate`.
  public let curve: [IsotonicFit.Block]

  private enum CodingKeys: String, CodingKey {
    case brier
    case logLoss = "log_loss"
    case curve
  }

  /// Throws `Undefined` unless every score is a probability.
  public init(_ scores: RankedScores) throws(Undefined) {
    brier = try ScoreDecomposition.squaredError(scores)
    logLoss = try ScoreDecomposition.logLoss(scores)
    curve = IsotonicFit(scores).blocks
  }
}

extension IsotonicFit.Block: Encodable {
  private enum CodingKeys: String, CodingKey {
    case lowest, highest, rows, churners, rate
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lowest, forKey: .lowest)
    try container.encode(highest, forKey: .highest)
    try container.encode(rows, forKey: .rows)
    try container.encode(churners, forKey: .churners)
    try container.encode(rate, forKey: .rate)
  }
}
