/// brier = reliability - resolution + uncertainty + within_bin_variance - within_bin_covariance, over ten
/// equal-width bins; with the last two terms the identity is exact (Stephenson, Coelho and Jolliffe 2008).
public struct BrierDecomposition: Sendable, Equatable, Encodable {
  public let reliability: Double
  public let resolution: Double
  public let uncertainty: Double
  public let withinBinVariance: Double
  public let withinBinCovariance: Double

  private enum CodingKeys: String, CodingKey {
    case reliability, resolution, uncertainty
    case withinBinVariance = "within_bin_variance"
    case withinBinCovariance = "within_bin_covariance"
  }

  /// Throws `Undefined` unless every score is a probability.
  public init(_ scores: RankedScores) throws(Undefined) {
    try scores.requireProbabilities(for: "brier_decomposition")
    let bins = CalibrationBins(scores)
    let count = Double(scores.count)
    let rate = Double(scores.positives) / count
    var sums = (reliability: 0.0, resolution: 0.0)
    for bin in bins.occupied {
      sums.reliability += Double(bin.rows) * bin.gap * bin.gap
      sums.resolution += Double(bin.rows) * (bin.churnRate - rate) * (bin.churnRate - rate)
    }
    var within = (variance: 0.0, covariance: 0.0)
    let means = bins.bins.map { (probability: $0.meanProbability, churn: $0.churnRate) }
    for (label, score) in zip(scores.labels, scores.scores) {
      let mean = means[CalibrationBins.index(of: score, count: means.count)]
      within.variance += (score - mean.probability) * (score - mean.probability)
      within.covariance += (score - mean.probability) * (Double(label) - mean.churn)
    }
    reliability = sums.reliability / count
    resolution = sums.resolution / count
    uncertainty = rate * (1 - rate)
    withinBinVariance = within.variance / count
    withinBinCovariance = 2 * within.covariance / count
  }
}
