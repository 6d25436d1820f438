/// The increasing step function of the score closest to the outcomes in squared error: pool adjacent violators.
///
/// The same function is the most likely one (Ayer et al. 1955), so it also minimises the log loss.
public struct IsotonicFit: Sendable, Equatable {
  /// Rows whose scores lie in [lowest, highest] churn at `rate`.
  public struct Block: Sendable, Equatable {
    public var lowest: Double
    public var highest: Double
    public var rows: Int
    public var churners: Int

    public var rate: Double { Double(churners) / Double(rows) }
  }

  /// By increasing score; rates increase strictly.
  public let blocks: [Block]

  public init(_ scores: RankedScores) {
    var blocks: [Block] = []
    for group in scores.threshold.indices.reversed() {
      var block = Block(
        lowest: scores.threshold[group], highest: scores.threshold[group],
        rows: scores.contacted[group] - (group == 0 ? 0 : scores.contacted[group - 1]),
        churners: scores.churners[group] - (group == 0 ? 0 : scores.churners[group - 1]))
      // Rates are compared as fractions, in integers.
      while let below = blocks.last, below.churners * block.rows >= block.churners * below.rows {
        block.lowest = below.lowest
        block.rows += below.rows
        block.churners += below.churners
        blocks.removeLast()
      }
      blocks.append(block)
    }
    self.blocks = blocks
  }
}
