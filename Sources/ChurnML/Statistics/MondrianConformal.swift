/// Sets of outcomes that miss the true one at most with probability `alpha`, in each class on its own.
///
/// Class-conditional (Mondrian) split conformal prediction (Vovk, Gammerman and Shafer 2005): a class is in the set
/// unless the score is stranger than that of most calibration rows of the class. Customers for whom only churning is
/// possible are a high band, those for whom only staying is a low one, both without assuming calibration.
public struct MondrianConformal: Sendable, Equatable {
  /// Churning is possible from this score on.
  public let churnFrom: Double
  /// Staying is possible up to this score.
  public let stayThrough: Double

  /// Throws `Undefined` where a class has too few rows for `alpha`.
  /// - Parameter scores: of rows the model was not fitted on.
  public init(_ scores: RankedScores, alpha: Double = 0.1) throws(Undefined) {
    try scores.requireProbabilities(for: "a conformal set")
    func strangeness(of label: UInt8) -> [Double] {
      zip(scores.labels, scores.scores).filter { $0.0 == label }.map { label == 1 ? 1 - $0.1 : $0.1 }
    }
    churnFrom = 1 - (try Self.bound(strangeness(of: 1), alpha))
    stayThrough = try Self.bound(strangeness(of: 0), alpha)
  }

  /// The ceil((n + 1)(1 - alpha))-th smallest.
  private static func bound(_ strangeness: [Double], _ alpha: Double) throws(Undefined) -> Double {
    let rank = Int(((Double(strangeness.count) + 1) * (1 - alpha)).rounded(.up))
    guard rank <= strangeness.count else {
      throw Undefined("\(strangeness.count) rows of a class are too few for a conformal set at alpha \(alpha)")
    }
    return strangeness.sorted()[rank - 1]
  }

  /// Which outcomes a score leaves possible.
  public func possible(_ score: Double) -> (churn: Bool, stay: Bool) { (score >= churnFrom, score <= stayThrough) }
}
