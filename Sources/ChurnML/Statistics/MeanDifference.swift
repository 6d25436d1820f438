/// A difference between two models with its standard error: read as a test, an interval or a posterior.
public struct MeanDifference: Sendable, Equatable {
  /// a minus b.
  public let mean: Double
  public let standardError: Double
  /// Degrees of freedom of Student's t; infinite for a normal distribution.
  public let df: Double

  /// - Parameter standardError: above 0.
  public init(mean: Double, standardError: Double, df: Double = .infinity) {
    self.mean = mean
    self.standardError = standardError
    self.df = df
  }

  public var t: Double { mean / standardError }

  /// Two-sided, of no difference at all.
  public var pValue: Double { df.isFinite ? studentTwoSided(t, df: df) : normalTwoSided(t) }

  public func interval(confidence: Double = 0.95) -> (low: Double, high: Double) {
    let tail = (1 - confidence) / 2
    let half = -(df.isFinite ? studentQuantile(tail, df: df) : normalQuantile(tail)) * standardError
    return (mean - half, mean + half)
  }

  /// The probabilities that the difference lies below -rope, within the region of practical equivalence [-rope, rope], and
  /// above rope: the posterior under a flat prior (Benavoli et al. 2017).
  public func posterior(rope: Double) -> (below: Double, within: Double, above: Double) {
    let above = cumulative((mean - rope) / standardError)
    let below = cumulative((-rope - mean) / standardError)
    return (below, max(0, 1 - above - below), above)
  }

  private func cumulative(_ t: Double) -> Double { df.isFinite ? studentCumulative(t, df: df) : normalCumulative(t) }
}
