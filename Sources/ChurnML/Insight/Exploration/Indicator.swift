/// How much one column alone says about who churns, by four measures, and whether shuffled labels say as much.
public struct Indicator: Sendable {
  public let column: String
  /// Of the levels against churned or not; rows without a value are left out.
  public let table: ContingencyTable
  /// P(a churned customer has a higher value than one who stayed). Categories are ordered by their churn rate, so theirs is
  /// never below one half, and many categories flatter it; the shuffled labels are flattered likewise.
  public let auc: Double
  /// Whether churned customers have the higher or the lower values; nil for categories and for equal ones.
  public let direction: Direction?
  /// The largest distance between the distributions of churned and stayed customers, categories ordered by churn rate.
  public let ks: Double
  public internal(set) var null: ShuffledIndicator

  public enum Direction: String, Sendable, Encodable { case higher, lower }

  /// The measures that indicators are ranked by.
  public enum Measure: String, Sendable, CaseIterable, Encodable {
    case cramersV = "cramers_v_bias_corrected"
    case mutualInformation = "mutual_info_nats"
    case auc = "roc_auc"
    case ks
  }

  /// The measure's value, greater for better indicators; for the AUC its distance from one half.
  public func strength(_ measure: Measure) -> Double {
    switch measure {
    case .cramersV: table.correctedCramersV
    case .mutualInformation: table.mutualInformation
    case .auc: abs(auc - 0.5)
    case .ks: ks
    }
  }

  /// - Parameters:
  ///   - counts: the customers of each level.
  ///   - values: of a numeric column.
  ///   - source: what the shuffles are drawn from.
  init(
    _ name: String, _ counts: [ChurnCount], values: ValueCounts?, permutations: Int, source: inout RandomSource
  ) throws(Undefined) {
    column = name
    table = ContingencyTable(counts.flatMap { [$0.churned, $0.rows - $0.churned] }, columns: 2)
    let ranked = values?.ranked ?? Self.rankedByRate(counts)
    auc = try ROCAUC().value(of: ranked)
    ks = try kolmogorovSmirnov(ranked)
    direction = values == nil || auc == 0.5 ? nil : auc > 0.5 ? .higher : .lower
    let groups = values.map { LabelShuffle.Groups($0, levels: counts) } ?? LabelShuffle.Groups(levels: counts)
    null = ShuffledIndicator(LabelShuffle(groups), table, permutations: permutations, source: &source)
  }

  /// Customers scored by their level's churn rate.
  private static func rankedByRate(_ counts: [ChurnCount]) -> RankedScores {
    var labels: [UInt8] = []
    var scores: [Double] = []
    for count in counts where count.rows > 0 {
      labels += [UInt8](repeating: 1, count: count.churned)
      labels += [UInt8](repeating: 0, count: count.rows - count.churned)
      scores += [Double](repeating: Double(count.churned) / Double(count.rows), count: count.rows)
    }
    return RankedScores(labels: labels, scores: scores)
  }
}
