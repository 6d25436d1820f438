internal import ChurnML

/// Whether a score of 0.3 means that three in ten churn: customers in ten parts of equal size by score, those of one score
/// together.
enum ReliabilityCurve {
  struct Row: Encodable, Sendable {
    let model: String
    let meanScore: Double
    let churnRate: Double
    /// Wilson's 95 % interval of the churn rate.
    let low: Double
    let high: Double
    let customers: Int

    enum CodingKeys: String, CodingKey {
      case model
      case meanScore = "mean_score"
      case churnRate = "churn_rate"
      case low, high, customers
    }
  }

  private static let parts = 10

  /// From the lowest scores; the first repeat's, which has every customer once.
  static func rows(_ model: String, _ ranked: [RankedFolds]) -> [Row] {
    guard let scores = ranked.first?.pooled else { return [] }
    var rows: [Row] = []
    var (start, churnersBefore) = (0, 0)
    for (group, contacted) in scores.contacted.enumerated() {
      let isLast = contacted == scores.count
      guard isLast || contacted >= (rows.count + 1) * scores.count / parts else { continue }
      let members = scores.order[start..<contacted]
      let churners = scores.churners[group] - churnersBefore
      let interval = ProportionInterval.wilson(churners, of: members.count)
      rows.append(
        Row(
          model: model,
          meanScore: members.reduce(0) { $0 + scores.scores[Int($1)] } / Double(members.count),
          churnRate: Double(churners) / Double(members.count), low: interval.low, high: interval.high,
          customers: members.count))
      (start, churnersBefore) = (contacted, scores.churners[group])
    }
    return rows.reversed()
  }
}
