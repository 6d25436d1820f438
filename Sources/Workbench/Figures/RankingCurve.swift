internal import ChurnML

/// What contacting the highest scores finds, share by share: the points of the ROC, precision-recall, gain and lift curves.
/// All folds' scores in one ranking, and all repeats.
enum RankingCurve {
  struct Row: Encodable, Sendable {
    let model: String
    /// Share of all customers.
    let contacted: Double
    /// Share of the churned who are contacted.
    let recall: Double
    /// Share of those who stayed who are contacted.
    let fallOut: Double
    /// Of the contacted, the share who churned; that over the churn rate is the lift. Null where nobody is contacted.
    let precision: Double?
    let lift: Double?
    /// The lowest score contacted.
    let threshold: Double?

    enum CodingKeys: String, CodingKey {
      case model, contacted, recall
      case fallOut = "fall_out"
      case precision, lift, threshold
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(model, forKey: .model)
      try container.encode(contacted, forKey: .contacted)
      try container.encode(recall, forKey: .recall)
      try container.encode(fallOut, forKey: .fallOut)
      try container.encode(precision, forKey: .precision)
      try container.encode(lift, forKey: .lift)
      try container.encode(threshold, forKey: .threshold)
    }
  }

  private static let steps = 100

  /// From nobody to everybody by hundredths, customers of one score together; none where a class is missing.
  static func rows(_ model: String, _ ranked: [RankedFolds]) -> [Row] {
    let scores = pooled(ranked)
    guard scores.positives > 0, scores.negatives > 0 else { return [] }
    let (count, positives) = (Double(scores.count), Double(scores.positives))
    var rows = [
      Row(model: model, contacted: 0, recall: 0, fallOut: 0, precision: nil, lift: nil, threshold: nil)
    ]
    var group = -1
    for step in 1...steps {
      let wanted = (scores.count * step + steps - 1) / steps
      guard group < 0 || scores.contacted[group] < wanted else { continue }
      while group < 0 || scores.contacted[group] < wanted { group += 1 }
      let (contacted, churners) = (Double(scores.contacted[group]), Double(scores.churners[group]))
      let precision = churners / contacted
      rows.append(
        Row(
          model: model, contacted: contacted / count, recall: churners / positives,
          fallOut: (contacted - churners) / (count - positives), precision: precision,
          lift: precision / (positives / count), threshold: scores.threshold[group]))
    }
    return rows
  }

  static func pooled(_ ranked: [RankedFolds]) -> RankedScores {
    if ranked.count == 1 { return ranked[0].pooled }
    return RankedScores(labels: ranked.flatMap(\.pooled.labels), scores: ranked.flatMap(\.pooled.scores))
  }
}
