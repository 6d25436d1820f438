public import ChurnML

/// The nested surface of the selected forest's fit group once more, from the out-of-bag rows of one fit on all rows: the
/// very trees that leave the run (Breiman: Out-of-bag estimation, 1996). And the error as trees are added.
struct OutOfBagSurface {
  private let judged: JudgedRun
  private let data: LoadedData
  private let metric: any Metric
  private let selected: Candidate
  /// Of the fit group, the best ranked first.
  private let points: [Candidate]
  private let pointsLeftOut: Int

  /// More are no surface that anybody looks at, and each is judged on all rows.
  private static let mostPoints = 1000

  /// - Returns: nil without a forest that has a bag, without folds to stand beside, and where points are ranked by a cut-off's
  ///   value, which needs folds.
  init?(_ judged: JudgedRun, _ data: LoadedData) {
    guard !data.isOutOfBag, let selected = judged.choice(of: RandomForest.name)?.chosen.candidate,
      let metric = MetricCatalogue.metric(named: judged.points.ranking.metric),
      ThresholdObjective(named: judged.points.ranking.metric) == nil,
      (try? RandomForest(selected.parameters))?.settings.bootstrap == true,
      let group = FitGroup.groups(judged.plan.candidates.filter { $0.model == selected.model }, engine: .shared)
        .first(where: { $0.candidates.contains { $0.id == selected.id } })
    else { return nil }
    self.judged = judged
    self.data = data
    self.metric = metric
    self.selected = selected
    let ranks = judged.outcome.ranks
    let sorted = group.candidates.sorted { (ranks[$0.id] ?? .max, $0.id) < (ranks[$1.id] ?? .max, $1.id) }
    points = Array(sorted.prefix(Self.mostPoints))
    pointsLeftOut = sorted.count - points.count
  }

  func write(to run: RunFolder, context: FitContext) throws {
    try AtomicFile.write(JSONRecord.pretty(record(context)), to: run.file(.outOfBag))
  }

  private func record(_ context: FitContext) throws -> OutOfBagRecord {
    let forest = try RandomForest(selected.parameters)
    let counts = Self.counts(upTo: forest.limits.nEstimators)
    let limits =
      try points.map { try RandomForest($0.parameters).limits } + counts.map { forest.limits.with(trees: $0) }
    let labels = data.rows.map { data.dataset.labels[$0] }
    var figures = [(value: Double?, error: Double?)](repeating: (nil, nil), count: limits.count)
    _ = try NestedSearch(settings: forest.settings, candidates: limits).scoreOutOfBag(
      data.dataset, rows: data.rows, context: context
    ) { candidate, probabilities in
      let ranked = RankedScores(labels: labels, scores: probabilities)
      figures[candidate] = (try? metric.value(of: ranked), (try? Accuracy().value(of: ranked)).map { 1 - $0 })
    }
    return OutOfBagRecord(
      metric: type(of: metric).name, selected: selected.id, note: Self.note,
      points: points.enumerated().map { place, candidate in
        .init(
          id: candidate.id, params: candidate.parametersJSON,
          crossValidated: judged.outcome.entries[candidate.id].value, outOfBag: figures[place].value)
      },
      pointsLeftOut: pointsLeftOut,
      trees: zip(counts, figures[points.count...]).map {
        .init(nEstimators: $0, outOfBag: $1.value, error: $1.error)
      })
  }

  /// 1, 2, 5, 10, 20, 50, ... and the last.
  private static func counts(upTo trees: Int) -> [Int] {
    var counts: [Int] = []
    var ten = 1
    while ten <= trees {
      counts += [1, 2, 5].map { $0 * ten }.filter { $0 < trees }
      ten *= 10
    }
    return counts + [trees]
  }

  private static let note =
    "A customer is judged by the trees that did not see it, about 37 % of them: pessimistic while trees are few, and made "
    + "on more rows than a fold's forest. Where rows repeat customers it is optimistic, and so it is of the best of many points."
}

extension ForestLimits {
  fileprivate func with(trees: Int) -> ForestLimits {
    var limits = self
    limits.nEstimators = trees
    return limits
  }
}

extension RunFolder {
  /// nil where the run has none: no forest, no bag, no folds.
  public func outOfBag() throws(InputError) -> OutOfBagRecord? {
    has(.outOfBag) ? try read(OutOfBagRecord.self, from: .outOfBag) : nil
  }
}
