/// An interval for a proportion.
public struct ProportionInterval: Sendable, Equatable, Encodable {
  public let low: Double
  public let high: Double

  private init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Wilson's score interval, the one shown beside churn rates; the whole of [0, 1] for no trials.
  public static func wilson(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> ProportionInterval {
    guard trials > 0 else { return ProportionInterval(low: 0, high: 1) }
    let z = -normalQuantile((1 - confidence) / 2)
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    return ProportionInterval(
      low: successes == 0 ? 0 : centre - half, high: successes == trials ? 1 : centre + half)
  }

  /// Clopper and Pearson's exact interval: it never covers less than stated.
  public static func clopperPearson(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> ProportionInterval {
    let tail = (1 - confidence) / 2
    let (k, n) = (Double(successes), Double(trials))
    return ProportionInterval(
      low: successes == 0 ? 0 : betaQuantile(tail, k, n - k + 1),
      high: successes == trials ? 1 : betaQuantile(1 - tail, k + 1, n - k))
  }

  /// The equal-tailed posterior interval under Jeffreys' prior Beta(1/2, 1/2).
  public static func jeffreys(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> ProportionInterval {
    let tail = (1 - confidence) / 2
    let (a, b) = (Double(successes) + 0.5, Double(trials - successes) + 0.5)
    return ProportionInterval(low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b))
  }
}
