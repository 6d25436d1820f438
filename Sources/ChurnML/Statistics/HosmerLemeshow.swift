/// Hosmer and Lemeshow's test of calibration over ten groups of equal size.
public struct HosmerLemeshow: Sendable, Equatable, Encodable {
  public struct Group: Sendable, Equatable {
    public var rows = 0
    public var churners = 0
    /// The sum of the group's probabilities.
    public var expected = 0.0
  }

  /// From the lowest scores; in stable score order, the first n mod 10 one larger.
  public let groups: [Group]
  public let statistic: Double
  public let df: Int
  public let pValue: Double

  private enum CodingKeys: String, CodingKey {
    case statistic, df
    case pValue = "p_value"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(statistic, forKey: .statistic)
    try container.encode(df, forKey: .df)
    try container.encode(pValue, forKey: .pValue)
  }

  /// Throws `Undefined` for fewer than ten rows, scores that are no probabilities, and groups that are certain and wrong.
  /// - Parameter trainingRows: the model was fitted on these rows, which costs two degrees of freedom.
  public init(_ scores: RankedScores, trainingRows: Bool = false) throws(Undefined) {
    try scores.requireProbabilities(for: "hosmer_lemeshow")
    guard scores.count >= 10 else { throw Undefined("hosmer_lemeshow needs ten rows, and has \(scores.count)") }
    groups = Self.groups(of: scores)
    var statistic = 0.0
    for group in groups {
      let miss = Double(group.churners) - group.expected
      let variance = group.expected * (1 - group.expected / Double(group.rows))
      if miss == 0 { continue }
      guard variance > 0 else {
        throw Undefined("hosmer_lemeshow has no value: a tenth of the scores are all 0 or all 1, and some are wrong")
      }
      statistic += miss * miss / variance
    }
    self.statistic = statistic
    df = trainingRows ? 8 : 10
    pValue = chiSquareSurvival(statistic, df: Double(df))
  }

  private static func groups(of scores: RankedScores) -> [Group] {
    var groups = [Group](repeating: Group(), count: 10)
    let (size, larger) = scores.count.quotientAndRemainder(dividingBy: 10)
    var current = 0
    for row in scores.ascendingRows {
      if groups[current].rows == size + (current < larger ? 1 : 0) { current += 1 }
      groups[current].rows += 1
      groups[current].churners += Int(scores.labels[row])
      groups[current].expected += scores.scores[row]
    }
    return groups
  }
}

extension RankedScores {
  /// Row numbers by increasing score, equal scores in the order of their rows.
  fileprivate var ascendingRows: [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(count)
    for group in threshold.indices.reversed() {
      let start = group == 0 ? 0 : contacted[group - 1]
      for rank in start..<contacted[group] { rows.append(Int(order[rank])) }
    }
    return rows
  }
}
