public import ChurnML

/// The labels of every assessment set, arranged as scores come: by repeat, then fold.
public struct Assessment: Sendable {
  public let splits: [Split]
  /// One list a split.
  let labels: [[UInt8]]
  /// The splits of each repeat, as positions in `splits`.
  let repeats: [Range<Int>]

  init(_ splits: [Split], labels: [UInt8]) {
    self.splits = splits
    self.labels = splits.map { split in split.assessment.map { labels[$0] } }
    var repeats: [Range<Int>] = []
    for (index, split) in splits.enumerated() {
      if let last = repeats.last, splits[last.lowerBound].repeat == split.repeat {
        repeats[repeats.count - 1] = last.lowerBound..<index + 1
      } else {
        repeats.append(index..<index + 1)
      }
    }
    self.repeats = repeats
  }

  /// Scores ranked, one ranking a repeat.
  /// - Parameter scores: one list a split, one score an assessment row.
  func ranked(_ scores: [[Double]]) -> [RankedFolds] {
    repeats.map { RankedFolds(labels: Array(labels[$0]), scores: Array(scores[$0])) }
  }

  /// By how much an interval from resampled customers has to be wider, as models and cut-offs stay as they are in it: where folds
  /// differ by more than their customers explain, the rest is what other training rows would change (random effects by the
  /// method of moments, unweighted: DerSimonian and Laird 1986). At least 1.
  /// - Parameters:
  ///   - resampled: means over folds, one a resample.
  ///   - standardError: of the mean over folds.
  func widening(of resampled: [Double], standardError: Double?) -> Double {
    guard let standardError, let drawn = Spread(resampled)?.std, drawn > 0 else { return 1 }
    // Repeats judge the same customers again, so they take nothing off it.
    return max(1, standardError * Double(repeats.count).squareRoot() / drawn)
  }

  /// All splits' rows in one ranking: what a single cut-off for the whole is chosen on.
  func pooled(_ scores: [[Double]]) -> RankedScores {
    RankedScores(labels: Array(labels.joined()), scores: Array(scores.joined()))
  }
}
