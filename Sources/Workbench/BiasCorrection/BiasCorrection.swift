internal import ChurnML

/// Bootstrap bias-corrected cross-validation (Tsamardinos, Greasidou and Borboudakis 2018), from all points' stored scores and
/// at no further fit: customers are drawn again, together in all repeats; the whole choice of model, point, rule and cut-off is
/// made on those drawn and judged on those left out.
struct BiasCorrection {
  private let judged: JudgedRun
  private let isCapped: Bool
  private let target: SearchTarget

  /// - Parameter isCapped: whether scores were dropped to stay within the size asked for.
  init(_ judged: JudgedRun, isCapped: Bool) {
    self.judged = judged
    self.isCapped = isCapped
    target = SearchTarget(judged.points.ranking.metric, judged.points.judge)
  }

  func record() throws(WorkError) -> BiasCorrectedRecord {
    let ranking = judged.points.ranking
    let uncorrected = judged.winner?.chosen.value
    if let refusal { return .init(metric: ranking.metric, uncorrected: uncorrected, refused: refusal) }
    let choices = try ResampledChoices(judged, target, customers())
    let models = judged.choices.map { choice in
      let model = choice.chosen.candidate.model
      return (model, estimate(choice.chosen.value, choices.outcomes { $0[model] }, choice.chosen))
    }
    let winners = choices.outcomes { $0.winner }
    let whole = estimate(uncorrected, winners, judged.winner?.chosen)
    guard whole.estimate != nil else {
      return .init(
        metric: ranking.metric, uncorrected: uncorrected,
        refused: "\(ranking.metric) has no value on the customers left out of any resample; there are too few")
    }
    let names = judged.choices.map(\.chosen.candidate.model)
    let shares = names.map { name in
      (name, Double(winners.count { $0.model == name }) / Double(max(winners.count, 1)))
    }
    return BiasCorrectedRecord(
      metric: ranking.metric, resamples: winners.count, whole: whole, chosen: NamedValues(shares),
      models: NamedValues(models), thresholds: try thresholds(choices), reason: nil)
  }

  /// Points without scores cannot be chosen again, and the others' choice would be another choice.
  private var refusal: String? {
    if judged.experiment.search.resamples == 0 { return "search.resamples is 0" }
    let dropped = judged.plan.candidates.contains { judged.points.store.isDropped($0) }
    guard isCapped || dropped else { return nil }
    return
      "the scores of some points were dropped to stay within --max-score-bytes, and the choice can be repeated only with "
      + "all of them; allow more bytes"
  }

  private func customers() -> ResampledCustomers {
    ResampledCustomers(
      judged.data.rows, judged.points.judge.assessment, seed: judged.experiment.seed,
      work: judged.plan.candidates.count, most: judged.experiment.search.resamples)
  }

  /// The mean over resamples on customers left out. The interval is that of the drawn customers' scores at the point chosen by
  /// them, moved to the estimate: those left out are fewer, so their own spread would be too wide. It is widened by what other
  /// training rows would change.
  /// - Parameter chosen: the point whose folds say by how much; of cut-offs, which are chosen over all folds, none does.
  private func estimate(
    _ uncorrected: Double?, _ outcomes: [ResampledChoices.Outcome], _ chosen: Ranking.Entry? = nil
  ) -> BiasCorrectedRecord.Estimate {
    let all = outcomes.map(\.drawn)
    guard let mean = Spread(outcomes.map(\.leftOut))?.mean, let drawn = Spread(all)?.mean else {
      return .init(uncorrected: uncorrected, estimate: nil, low: nil, high: nil)
    }
    let interval = all.map { $0 - drawn }.percentileInterval
    let widening = judged.points.judge.assessment.widening(of: all, standardError: chosen?.standardError)
    return .init(
      uncorrected: uncorrected, estimate: mean, low: interval.map { mean + $0.low * widening },
      high: interval.map { mean + $0.high * widening })
  }

  private func thresholds(
    _ choices: ResampledChoices
  ) throws(WorkError) -> NamedValues<BiasCorrectedRecord.Estimate> {
    guard let selected = judged.choice(of: RandomForest.name) ?? judged.winner else { return NamedValues() }
    let candidate = selected.chosen.candidate
    let judge = judged.points.judge
    let pooled = judge.assessment.pooled(try judged.points.store.scores(of: candidate).probabilities)
    let room = judge.capacity?.scaled(to: Double(judge.assessment.repeats.count))
    let outcomes = try choices.thresholds(of: candidate.model)
    return NamedValues(
      judge.objectives.enumerated().map { index, objective in
        (
          objective.name,
          estimate((try? objective.best(in: pooled, capacity: room))?.value, outcomes.compactMap { $0[index] })
        )
      })
  }
}
