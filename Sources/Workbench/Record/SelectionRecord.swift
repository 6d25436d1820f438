extension RunRecord {
  /// A chosen point, the rule that chose it, and on what grounds.
  public struct Selection: Codable, Sendable {
    public let point: Int
    public let model: String
    public let rule: String
    public let params: JSON
    public let evidence: Evidence?

    /// What the rule saw, of the points of one model.
    public struct Evidence: Codable, Sendable {
      public let metric: String
      public let value: Double?
      /// Of the trees fitted, on average over splits; nil where the rule does not ask.
      public let nodes: Double?
      public let bestPoint: Int
      public let bestValue: Double?
      public let bestNodes: Double?
      /// How far behind the best a point may be: a standard error of the best, or the region of practical equivalence;
      /// nil where the best is taken.
      public let margin: Double?
      /// Points within the margin.
      public let pointsWithin: Int

      enum CodingKeys: String, CodingKey {
        case metric, value, nodes
        case bestPoint = "best_point"
        case bestValue = "best_value"
        case bestNodes = "best_nodes"
        case margin
        case pointsWithin = "points_within"
      }
    }

    init(_ choice: Ranking.Choice, _ ranking: Ranking) {
      let chosen = choice.chosen.candidate
      point = chosen.id
      model = chosen.model
      rule = ranking.rule.rawValue
      params = chosen.parametersJSON
      evidence = Evidence(
        metric: ranking.metric, value: choice.chosen.value, nodes: choice.chosen.nodes,
        bestPoint: choice.best.candidate.id, bestValue: choice.best.value, bestNodes: choice.best.nodes,
        margin: choice.margin, pointsWithin: choice.eligible)
    }
  }
}
