internal import ChurnML

extension JudgedRun {
  /// Every model beside the reference: on nested outer scores where there are, which nothing was chosen by, else each at its
  /// chosen point on the scores it was chosen by.
  func comparisons(_ models: [Candidate]) throws -> [ComparisonRecord] {
    let others = models.filter { $0.model != experiment.reference }
    if let nested, let base = nested.side(experiment.reference) {
      let sides = others.compactMap { nested.side($0.model) }
      if sides.count == others.count {
        return comparer(nested.assessment).compare(sides.map { ($0, "nested outer scores") }, with: base)
      }
    }
    guard let reference = models.first(where: { $0.model == experiment.reference }), let base = try side(reference)
    else { return [] }
    let sides = try others.compactMap { candidate in
      try side(candidate).map { ($0, basis(candidate.model, reference.model)) }
    }
    return comparer(points.judge.assessment).compare(sides, with: base)
  }

  private func comparer(_ assessment: Assessment) -> ModelComparer {
    ModelComparer(
      plan: experiment.comparisons, metric: points.ranking.metric, direction: points.ranking.direction,
      rows: data.facts.rows, testShare: assessment.testShare(rows: data.facts.rows))
  }

  private func side(_ candidate: Candidate) throws -> ModelComparer.Side? {
    guard let values = try points.point(candidate).figure(points.ranking.metric) else { return nil }
    let scores = try points.store.scores(of: candidate).probabilities
    return .init(model: candidate.model, values: values, ranked: points.judge.assessment.ranked(scores))
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
