/// What two columns together say about who churns beyond what the better of them says alone.
public struct PairGain: Sendable, Equatable {
  /// Mutual information with churn in nats: of both columns together, and of each alone on the same customers.
  public let together: Double
  public let alone: [Double]
  /// `together` less the better of `alone`: the information of the other column given the better one.
  public let gain: Double
  /// `gain` less what a column that says nothing would give (Miller and Madow's correction), at least 0.
  public let corrected: Double
  /// Free comparisons behind the gain.
  public let df: Int
  /// P of so large a gain when the other column says nothing given the better one (the G test: 2 n gain is chi-square).
  public let pValue: Double

  /// Together less the sum of both alone: above 0 the columns help each other, below 0 they repeat each other.
  public var interaction: Double { together - alone[0] - alone[1] }

  init(_ table: PairTable) {
    let alone = table.alone
    self.alone = [alone.first, alone.second]
    together = table.together
    let rows = Double(max(1, table.rows))
    gain = max(0, together - max(alone.first, alone.second))
    df = alone.first >= alone.second ? table.addedBySecond : table.addedByFirst
    corrected = max(0, gain - Double(df) / (2 * rows))
    pValue = df > 0 ? chiSquareSurvival(2 * rows * gain, df: Double(df)) : 1
  }
}

/// Two columns that say more together.
public struct ColumnPair: Sendable {
  /// Customers who agree in both columns.
  public struct Cell: Sendable, Equatable {
    /// One of each column.
    public let levels: [Level]
    public let count: ChurnCount
  }

  public let columns: [String]
  public let gain: PairGain
  /// The gain's p-value times the number of pairs looked at, at most 1 (Bonferroni).
  public let adjustedPValue: Double
  /// All occupied cells.
  public let cells: [Cell]

  /// The cell that most surely churns: of the highest lower end of its interval.
  public var hottest: Cell? { cells.max { $0.count.interval.low < $1.count.interval.low } }
}
