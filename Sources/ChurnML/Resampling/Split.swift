/// One division of the rows: models are fitted on `analysis` and judged on `assessment`.
public struct Split: Sendable, Equatable {
  public let `repeat`: Int
  public let fold: Int
  /// Row numbers, increasing.
  public let analysis: [Int]
  /// Row numbers, increasing; disjoint from `analysis`.
  public let assessment: [Int]

  public init(repeat: Int, fold: Int, analysis: [Int], assessment: [Int]) {
    self.repeat = `repeat`
    self.fold = fold
    self.analysis = analysis
    self.assessment = assessment
  }
}
