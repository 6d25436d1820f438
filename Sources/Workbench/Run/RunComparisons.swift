internal import ChurnML

extension JudgedRun {
  /// Every model at its best point beside the reference at its own.
  func comparisons(_ models: [Candidate]) throws -> [ComparisonRecord] {
    guard let reference = models.first(where: { $0.model == experiment.reference }) else { return [] }
    let metric = points.ranking.metric
    let assessment = points.judge.assessment
    let comparer = ModelComparer(
      plan: experiment.comparisons, metric: metric, direction: points.ranking.direction, rows: data.facts.rows,
      testShare: assessment.testShare(rows: data.facts.rows))
    func side(_ candidate: Candidate) throws -> ModelComparer.Side? {
      guard let values = try points.point(candidate).figure(metric) else { return nil }
      let scores = try points.store.scores(of: candidate).probabilities
      return .init(model: candidate.model, values: values, ranked: assessment.ranked(scores))
    }
    guard let base = try side(reference) else { return [] }
    let others = try models.filter { $0.model != reference.model }.compactMap { candidate in
      try side(candidate).map { ($0, basis(candidate.model, reference.model)) }
    }
    return comparer.compare(others, with: base)
  }

  /// Whether either side is the best of several points by the very scores that are compared.
  private func basis(_ model: String, _ reference: String) -> String {
    let searched = [model, reference].contains { name in plan.candidates.count { $0.model == name } > 1 }
    return searched ? "after selection" : "chosen beforehand"
  }
}

extension Assessment {
  /// Rows judged over rows fitted, summed over the splits.
  /// - Parameter rows: of the data; what a split does not judge it fits on.
  func testShare(rows: Int) -> Double {
    let judged = splits.reduce(0) { $0 + $1.assessment.count }
    return Double(judged) / Double(max(1, rows * splits.count - judged))
  }
}
