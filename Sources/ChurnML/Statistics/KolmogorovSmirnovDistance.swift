/// The largest distance between the shares of churned and of stayed customers at or above a value: the two-sample
/// statistic of Kolmogorov and Smirnov, from 0 to 1.
///
/// Throws `Undefined` unless both classes occur.
public func kolmogorovSmirnov(_ scores: RankedScores) throws(Undefined) -> Double {
  try scores.requireBothClasses(for: "ks")
  let (positives, negatives) = (Double(scores.positives), Double(scores.negatives))
  return zip(scores.contacted, scores.churners).reduce(0) { largest, counts in
    let (contacted, churned) = counts
    return max(largest, abs(Double(churned) / positives - Double(contacted - churned) / negatives))
  }
}
