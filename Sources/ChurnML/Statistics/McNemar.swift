/// McNemar's exact test of two classifiers' decisions on the same rows.
public struct McNemar: Sendable, Equatable {
  /// Rows a decided rightly and b wrongly.
  public let b: Int
  /// Rows a decided wrongly and b rightly.
  public let c: Int

  public init(b: Int, c: Int) {
    self.b = b
    self.c = c
  }

  /// Counts rows where one of two scores, cut at `threshold`, is on the right side and the other is not.
  public init(_ first: RankedScores, _ second: RankedScores, threshold: Double = 0.5) {
    precondition(first.labels == second.labels)
    var (b, c) = (0, 0)
    for row in first.labels.indices {
      let firstSays = first.scores[row] >= threshold
      guard firstSays != (second.scores[row] >= threshold) else { continue }
      if firstSays == (first.labels[row] == 1) { b += 1 } else { c += 1 }
    }
    self.init(b: b, c: c)
  }

  /// Twice the smaller tail of Binomial(b + c, 1/2), at most 1; through the incomplete beta function, so any counts do.
  public var pValue: Double {
    let (few, many) = (Double(min(b, c)), Double(max(b, c)))
    return b == c ? 1 : min(1, 2 * regularizedIncompleteBeta(0.5, many, few + 1))
  }
}
