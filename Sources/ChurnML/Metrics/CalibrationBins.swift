/// Probabilities and outcomes summed in equal-width bins; bin `min(floor(count p), count - 1)` holds p.
struct CalibrationBins {
  struct Bin {
    var rows = 0
    var churners = 0
    var probability = 0.0

    var meanProbability: Double { probability / Double(rows) }
    var churnRate: Double { Double(churners) / Double(rows) }
    /// Mean probability minus churn rate; positive when churn is overstated.
    var gap: Double { (probability - Double(churners)) / Double(rows) }
  }

  private(set) var bins: [Bin]

  /// - Precondition: all scores are probabilities.
  init(_ scores: RankedScores, count: Int = 10) {
    bins = [Bin](repeating: Bin(), count: count)
    for (label, score) in zip(scores.labels, scores.scores) {
      let index = Self.index(of: score, count: count)
      bins[index].rows += 1
      bins[index].churners += Int(label)
      bins[index].probability += score
    }
  }

  static func index(of probability: Double, count: Int) -> Int {
    min(Int(Double(count) * probability), count - 1)
  }

  var occupied: [Bin] { bins.filter { $0.rows > 0 } }
}
