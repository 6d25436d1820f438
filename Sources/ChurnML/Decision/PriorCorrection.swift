/// Corrects probabilities learnt on data sampled at another churn rate: the odds are multiplied by the ratio of the
/// true odds of churning to the sample's (Saerens, Latinne and Decaestecker 2002).
public struct PriorCorrection: Sendable, Equatable, Codable {
  let factor: Double

  /// Throws unless both rates lie strictly between 0 and 1.
  public init(sampleRate: Double, trueRate: Double) throws(InputError) {
    for rate in [sampleRate, trueRate] where !(rate > 0 && rate < 1) {
      throw InputError(at: "churn rate", "\(rate) is impossible; give a share between 0 and 1, both excluded")
    }
    factor = trueRate / (1 - trueRate) * ((1 - sampleRate) / sampleRate)
  }

  public func probability(_ probability: Double) -> Double {
    factor * probability / (factor * probability + (1 - probability))
  }
}
