/// Scores and labels, sorted once: what every ranking metric, threshold and profit curve reads.
///
/// Group `g` holds the rows of the `g`-th highest distinct score; `threshold[g]` is that score, and contacting every
/// row with a score of at least it contacts `contacted[g]` rows, `churners[g]` of them positive.
public struct RankedScores: Sendable {
  /// As given.
  public let labels: [UInt8]
  public let scores: [Double]
  /// Distinct scores, decreasing.
  public let threshold: [Double]
  /// Rows with a score of at least `threshold[g]`.
  public let contacted: [Int]
  /// Positives among them.
  public let churners: [Int]

  public init(labels: [UInt8], scores: [Double]) {
    precondition(labels.count == scores.count)
    self.labels = labels
    self.scores = scores
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var threshold: [Double] = []
    var contacted: [Int] = []
    var churners: [Int] = []
    var positives = 0
    for (rank, row) in order.enumerated() {
      positives += Int(labels[row])
      let score = scores[row]
      if score == threshold.last {
        contacted[contacted.count - 1] = rank + 1
        churners[churners.count - 1] = positives
      } else {
        threshold.append(score)
        contacted.append(rank + 1)
        churners.append(positives)
      }
    }
    self.threshold = threshold
    self.contacted = contacted
    self.churners = churners
  }

  public var count: Int { labels.count }
  public var positives: Int { churners.last ?? 0 }
  public var negatives: Int { count - positives }
}
