/// Whether groups of customers leave at the same rate at all times: observed against expected departures, with equal
/// weight to all of them (Mantel 1966; Peto and Peto 1972).
public struct LogRank: Sendable, Equatable {
  public let statistic: Double
  /// Groups less one.
  public let df: Int
  public let pValue: Double

  /// Sums of a log-rank test, one risk set after another.
  struct Sums {
    private let groups: Int
    /// Observed less expected departures.
    private var excess: [Double]
    private var covariance: Matrix

    init(groups: Int) {
      self.groups = groups
      excess = [Double](repeating: 0, count: groups)
      covariance = Matrix(zeros: groups, by: groups)
    }

    mutating func add(atRisk: [Int], events: [Int]) {
      let (n, d) = (Double(atRisk.reduce(0, +)), Double(events.reduce(0, +)))
      let scale = n > 1 ? d * (n - d) / (n - 1) : 0
      for group in 0..<groups where atRisk[group] > 0 {
        let share = Double(atRisk[group]) / n
        excess[group] += Double(events[group]) - d * share
        covariance[group, group] += scale * share
        for other in 0..<groups { covariance[group, other] -= scale * share * (Double(atRisk[other]) / n) }
      }
    }

    /// Throws `Undefined` when fewer than two groups had departures to compare.
    func test() throws(Undefined) -> LogRank {
      let compared = (0..<groups).filter { covariance[$0, $0] > 0 }
      guard compared.count > 1 else {
        throw Undefined("a log-rank test needs two groups that are followed while customers leave")
      }
      // The excesses sum to zero, so one group is left out.
      let kept = compared.dropLast()
      var matrix = Matrix(zeros: kept.count, by: kept.count)
      for (row, group) in kept.enumerated() {
        for (column, other) in kept.enumerated() { matrix[row, column] = covariance[group, other] }
      }
      let side = kept.map { excess[$0] }
      guard let factored = Cholesky(matrix), factored.jitter == 0 else {
        throw Undefined("the log-rank test's groups are followed at different times, so they cannot be compared")
      }
      let statistic = zip(side, factored.solve(side)).reduce(0) { $0 + $1.0 * $1.1 }
      return LogRank(
        statistic: statistic, df: kept.count, pValue: chiSquareSurvival(statistic, df: Double(kept.count)))
    }
  }
}
