internal import ChurnML

/// Out-of-fold scores of one point, or of a mean of points, ranked once to be judged in every resample of customers.
struct ResampledPoint: Sendable {
  private let assessment: Assessment
  /// One a split.
  private let folds: [ResampledScores]
  private let pooled: ResampledScores

  init(_ scores: [[Double]], _ assessment: Assessment, _ customers: ResampledCustomers) {
    self.assessment = assessment
    let ranked = assessment.ranked(scores).flatMap(\.folds)
    folds = zip(ranked, assessment.splits).map { customers.scores($0, rows: $1.assessment) }
    pooled = customers.scores(assessment.pooled(scores), rows: assessment.splits.flatMap(\.assessment))
  }

  /// What the search sees in each resample: the mean over folds that have a value, NaN where none has, and its standard error.
  struct Drawn: Sendable {
    var means: [Double] = []
    var standardErrors: [Double] = []
  }

  func drawn(_ target: SearchTarget) -> Drawn {
    switch target {
    case .metric(let metric):
      let values = folds.map { $0.values(of: metric) }
      return Drawn((0..<pooled.count).map { resample in values.map { $0[resample] } })
    case .objective(let objective, let capacity):
      return Drawn((0..<pooled.count).map { crossFit(objective, capacity, $0) })
    }
  }

  /// As `drawn`, in one resample.
  func drawn(_ target: SearchTarget, _ resample: Int) -> (mean: Double, standardError: Double) {
    let values: [Double] =
      switch target {
      case .metric(let metric): folds.map { (try? metric.value(of: $0.drawn(resample))) ?? .nan }
      case .objective(let objective, let capacity): crossFit(objective, capacity, resample)
      }
    let drawn = Drawn([values])
    return (drawn.means[0], drawn.standardErrors[0])
  }

  private func crossFit(
    _ objective: ThresholdObjective, _ capacity: ThresholdConstraints.Capacity?, _ resample: Int
  ) -> [Double] {
    assessment.repeats.flatMap { range -> [Double] in
      let rows = folds[range].map { $0.drawn(resample) }
      let ranked = RankedFolds(labels: rows.map(\.labels), scores: rows.map(\.scores))
      return (try? ranked.crossFit([objective], capacity: capacity))?[0].values.map { $0 ?? .nan } ?? []
    }
  }

  /// On the customers that a resample leaves out; of an objective at the cut-off that is best on those it draws. NaN without
  /// a value.
  func leftOut(_ target: SearchTarget, _ resample: Int) -> Double {
    switch target {
    case .metric(let metric):
      let values = folds.compactMap { try? metric.value(of: $0.leftOut(resample)) }
      return Spread(values)?.mean ?? .nan
    case .objective(let objective, let capacity):
      return cutOffs([objective], capacity, resample)[0].leftOut
    }
  }

  /// Of several objectives, on all folds' rows together: one cut-off is chosen on the customers that a resample draws, where it is
  /// best, and acted on for those left out.
  func cutOffs(
    _ objectives: [ThresholdObjective], _ capacity: ThresholdConstraints.Capacity?, _ resample: Int
  ) -> [(drawn: Double, leftOut: Double)] {
    let (drawn, leftOut) = (pooled.drawn(resample), pooled.leftOut(resample))
    return objectives.map { objective in
      guard let chosen = try? objective.best(in: drawn, capacity: scaled(capacity)) else { return (.nan, .nan) }
      let value = try? objective.value(of: Confusion(leftOut, threshold: chosen.threshold))
      return (chosen.value, value ?? .nan)
    }
  }

  /// Every repeat has all customers once.
  private func scaled(_ capacity: ThresholdConstraints.Capacity?) -> ThresholdConstraints.Capacity? {
    capacity?.scaled(to: Double(assessment.repeats.count))
  }
}

extension ResampledPoint.Drawn {
  /// - Parameter values: for each resample one value a fold, NaN where it has none.
  init(_ values: [[Double]]) {
    for folds in values {
      let figure = FoldFigure(folds.filter { !$0.isNaN }.map { .success($0) })
      means.append(figure.mean ?? .nan)
      standardErrors.append(figure.standardError ?? .nan)
    }
  }
}

/// What points are ranked by.
enum SearchTarget: Sendable {
  case metric(any Metric)
  case objective(ThresholdObjective, ThresholdConstraints.Capacity?)

  init(_ name: String, _ judge: Judge) {
    if let objective = judge.objectives.first(where: { $0.name == name }) {
      self = .objective(objective, judge.capacity)
    } else {
      self = .metric(MetricCatalogue.metric(named: name) ?? ROCAUC())
    }
  }
}
