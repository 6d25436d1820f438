/// How firm a customer's reasons are: what they are in models learnt anew on bootstrap rows (Efron and Tibshirani 1993).
public struct ReasonStability: Sendable, Equatable {
  /// One customer.
  public struct Row: Sendable, Equatable {
    /// The column that adds or takes most, of equals the first.
    public let top: Int
    /// For each column in how many refits it is the top reason.
    public let topCounts: [Int]
    /// For each column the mean and the standard deviation of its contribution over refits (ddof 1).
    public let means: [Double]
    public let deviations: [Double]

    /// In how many refits the top reason is the same.
    public var kept: Int { topCounts[top] }
  }

  public let refits: Int
  public let rows: [Row]
  /// For each refit the mean absolute contribution of each column.
  public let meanAbsolute: [[Double]]

  /// - Parameters:
  ///   - reasons: of the model whose reasons are shown.
  ///   - refits: reasons of the same customers in models learnt anew; at least two.
  public init(of reasons: Attributions, refits: [Attributions]) {
    precondition(refits.count > 1)
    self.refits = refits.count
    rows = (0..<reasons.rows).map { Row(top: Self.top(reasons.row($0)), refits.map { [row = $0] in $0.row(row) }) }
    meanAbsolute = refits.map { refit in
      (0..<refit.columns).map { column in
        (0..<refit.rows).reduce(0) { $0 + abs(refit.values[$1 * refit.columns + column]) } / Double(max(1, refit.rows))
      }
    }
  }

  static func top(_ contributions: ArraySlice<Double>) -> Int {
    var best = contributions.startIndex
    for index in contributions.indices where abs(contributions[index]) > abs(contributions[best]) { best = index }
    return best - contributions.startIndex
  }

  /// Rows to learn from, each bootstrap drawn within the classes.
  /// - Throws: `InputError` where the data are too few to draw from.
  public static func resamples(_ count: Int, of rows: [Int], labels: [UInt8], seed: UInt64) throws(InputError)
    -> [[Int]]
  {
    let population = Population(rows: rows, labels: labels, groups: [], times: [])
    return try Bootstrap(resamples: count).splits(of: population, seed: seed).map(\.analysis)
  }
}

extension ReasonStability.Row {
  fileprivate init(top: Int, _ refits: [ArraySlice<Double>]) {
    self.top = top
    let columns = refits[0].count
    var counts = [Int](repeating: 0, count: columns)
    for refit in refits { counts[ReasonStability.top(refit)] += 1 }
    topCounts = counts
    let count = Double(refits.count)
    let means = (0..<columns).map { column in
      refits.reduce(0) { $0 + $1[$1.startIndex + column] } / count
    }
    self.means = means
    deviations = (0..<columns).map { column in
      let squares = refits.reduce(0.0) { sum, refit in
        let step = refit[refit.startIndex + column] - means[column]
        return sum + step * step
      }
      return (squares / (count - 1)).squareRoot()
    }
  }
}
