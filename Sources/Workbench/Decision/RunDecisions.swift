internal import ChurnML

/// What a run says about acting on its models: calibration, money and bands, all from out-of-fold scores.
struct RunDecisions {
  let calibration: CalibrationRecord?
  let campaign: CampaignRecord?
  let bands: [BandRecord]
  let thresholds: NamedValues<ChosenThresholdRecord>
  let notes: [String]

  /// - Parameters:
  ///   - calibrated: each model's scores at its best point.
  ///   - selected: the model that cut-offs and bands are of.
  init(
    _ experiment: Experiment, _ judge: Judge, _ calibrated: [CalibratedModel], selected: String, jobs: Int
  ) throws {
    let plan = experiment.calibration
    let isAsked = plan.method != .none || experiment.campaign != nil
    calibration =
      isAsked
      ? CalibrationRecord(
        method: plan.method, churnRate: plan.churnRate,
        models: NamedValues(calibrated.map { ($0.name, $0.record) }))
      : nil
    campaign = experiment.campaign.map { CampaignRecord($0, calibrated) }
    var notes: [String] = []
    var bands: [BandRecord] = []
    var thresholds: [(String, ChosenThresholdRecord)] = []
    if let chosen = calibrated.first(where: { $0.name == selected }) {
      thresholds = try ChosenThresholdRecord.all(experiment, judge, chosen)
      if let planner = BandPlanner(experiment) {
        let made = BandsOfRun(planner, chosen, plan, seed: experiment.seed, jobs: jobs)
        bands = made.records
        notes += made.notes
      }
    }
    self.bands = bands
    self.thresholds = NamedValues(thresholds)
    self.notes = notes
  }
}

extension ChosenThresholdRecord {
  /// One for each objective, and t* where there is a campaign.
  fileprivate static func all(
    _ experiment: Experiment, _ judge: Judge, _ model: CalibratedModel
  ) throws -> [(String, ChosenThresholdRecord)] {
    let constraints = ThresholdConstraints(capacity: judge.capacity)
    let lab = try ThresholdLab(model.raw.ranked, weights: model.raw.weights)
    let crossFitted = judge.thresholds(model.raw.rankedRepeats)
    var records = judge.objectives.map { objective in
      (
        objective.name,
        ChosenThresholdRecord(
          Figure { () throws(Undefined) in try lab.choose(objective, constraints) },
          crossFitted: crossFitted[objective.name])
      )
    }
    guard let campaign = experiment.campaign else { return records }
    let objective = ThresholdObjective.bayes(campaign)
    if let refusal = model.refusal {
      records.append((objective.name, ChosenThresholdRecord(.undefined(refusal), crossFitted: nil)))
    } else {
      let lab = try ThresholdLab(model.money.ranked, weights: model.money.weights)
      let choice = Figure { () throws(Undefined) in try lab.choose(objective, constraints) }
      records.append(
        (objective.name, ChosenThresholdRecord(choice, crossFitted: model.money.judged(objective, constraints))))
    }
    return records
  }
}

extension ScoredCustomers {
  /// A cut-off that is the same whatever the rows, judged fold by fold.
  fileprivate func judged(_ objective: ThresholdObjective, _ constraints: ThresholdConstraints) -> ThresholdRecord? {
    guard let folds else { return nil }
    let choices = repeats.map { rows in
      try? ThresholdLab(RankedScores(labels: Array(labels[rows]), scores: Array(scores[rows])))
        .crossFit(objective, constraints, folds: Array(folds[rows]))
    }
    let judged = choices.compactMap { $0 }.flatMap(\.folds).map(\.judged)
    return ThresholdRecord(
      threshold: FoldFigure(judged.map { .success($0.threshold) }), value: FoldFigure(judged.map { .success($0.value) })
    )
  }
}
