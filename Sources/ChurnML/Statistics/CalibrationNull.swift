/// What the equal-mass calibration error would be if every score were the customer's true probability: even then it is not 0,
/// as outcomes scatter. The null distribution of Vaicenavicius et al. (2019), "Evaluating model calibration in
/// classification": outcomes are drawn again from the scores.
public struct CalibrationNull: Sendable, Equatable, Encodable {
  /// Of the error over the draws.
  public let mean: Double
  /// The middle 95 % of the draws.
  public let low: Double
  public let high: Double
  /// (1 + draws with an error of at least the observed one) / (1 + draws): small when the scores are not calibrated.
  public let pValue: Double

  private enum CodingKeys: String, CodingKey {
    case mean, low, high
    case pValue = "p_value"
  }

  /// Up to this many rows every outcome is drawn; with more, a bin's number of churners is as good as normal.
  private static let mostDrawn = 20_000

  /// Throws `Undefined` unless every score is a probability.
  /// - Parameter seed: the same seed gives the same band, whatever `jobs`.
  public init(_ scores: RankedScores, draws: Int = 1000, seed: UInt64 = 0, jobs: Int = 1) throws(Undefined) {
    let observed = try EqualMassCalibrationError().value(of: scores)
    let bins = EqualMassBins(scores)
    let count = Double(scores.count)
    let isExact = scores.count <= Self.mostDrawn
    let errors = concurrentMap(count: draws, jobs: jobs) { draw in
      var source = RandomSource(seed, 0x4543_4500, UInt64(draw))
      return (isExact ? bins.drawnGap(&source) : bins.normalGap(&source)) / count
    }.sorted()
    mean = errors.reduce(0, +) / Double(draws)
    low = errors[Int(0.025 * Double(draws))]
    high = errors[min(draws - 1, Int(0.975 * Double(draws)))]
    // Sums taken in another order must not make an equal error a smaller one.
    let atLeast = errors.count { $0 >= observed * (1 - 1e-12) }
    pValue = Double(1 + atLeast) / Double(1 + draws)
  }
}

extension EqualMassBins {
  /// The summed |gap| of the bins for outcomes drawn row by row; tied rows that a border parts share theirs.
  fileprivate func drawnGap(_ source: inout RandomSource) -> Double {
    var gaps = bins.map(\.probability)
    var drawn = (churners: 0, left: 0)
    for part in parts {
      if drawn.left == 0 {
        drawn = (0, part.groupRows)
        for _ in 0..<part.groupRows where source.unit() < part.score { drawn.churners += 1 }
      }
      gaps[part.bin] -= part.share(of: drawn.churners)
      drawn.left -= part.rows
    }
    return gaps.reduce(0) { $0 + abs($1) }
  }

  fileprivate func normalGap(_ source: inout RandomSource) -> Double {
    bins.reduce(0) { sum, bin in
      // Away from 0, whose quantile is infinite.
      let z = normalQuantile(source.unit() + 0x1p-54)
      return sum + abs(z * bin.variance.squareRoot())
    }
  }
}
