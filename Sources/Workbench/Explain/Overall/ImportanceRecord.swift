internal import ChurnML

/// What matters to a way of learning, for a run's best point.
enum ImportanceRecord {
  /// Folds that are learnt in.
  private static let mostFolds = 10

  /// `{metric, value, folds, permutations, shadows, columns[{column, mean, low, high, null_low, null_high, stands_out}],
  /// groups[{columns[], mean, low, high}], dropped[{column, mean, low, high}]}`: the strongest first.
  ///
  /// An interval is null where it has no value: with one fold, or when all folds say the same.
  static func json(_ learner: RunLearner, metric name: String, jobs: Int) throws -> JSON {
    let data = learner.data
    let dataset = data.dataset
    var settings = ImportanceStudy.Settings()
    settings.seed = learner.seed
    let metric = ThresholdObjective(named: name) == nil ? MetricCatalogue.metric(named: name) : nil
    let study = try ImportanceStudy(
      dataset, splits: try splits(data, seed: learner.seed),
      groups: ColumnGroups.find(
        dataset.features.map { $0.selecting(data.rows) }, labels: data.rows.map { dataset.labels[$0] }, jobs: jobs),
      metric: metric ?? ROCAUC(), settings: settings, jobs: jobs
    ) { dataset, split in
      try learner.fit(
        dataset, rows: split.analysis,
        FitContext(seed: learner.seed, repeat: split.repeat, fold: split.fold, jobs: jobs))
    }
    let names = dataset.features.map(\.name)
    return [
      "metric": .text(study.metric), "value": .number(study.value.mean), "folds": .integer(study.value.folds.count),
      "permutations": .integer(settings.permutations), "shadows": .integer(settings.shadows),
      "columns": .list(
        study.columns.sorted { (b, a) in (a.importance.mean, b.column) < (b.importance.mean, a.column) }
          .map { $0.json(names) }),
      "groups": .list(
        study.groups.enumerated().sorted { (b, a) in
          (a.element.importance.mean, b.offset) < (b.element.importance.mean, a.offset)
        }.map { group in
          .object(
            [.init("columns", .list(group.element.columns.map { .text(names[$0]) }))]
              + group.element.importance.members)
        }),
      "dropped": .list(
        study.dropped.map { .object([.init("column", .text(names[$0.columns[0]]))] + $0.importance.members) }),
    ]
  }

  /// Of the first repeat; where that is one, a few of all; where models judge rows they have learnt from, folds made for this.
  private static func splits(_ data: LoadedData, seed: UInt64) throws -> [Split] {
    if data.isOutOfBag {
      return try StratifiedKFold(folds: 5, repeats: 1).splits(
        of: Population(rows: data.rows, labels: data.dataset.labels), seed: seed)
    }
    let first = data.splits.filter { $0.repeat == data.splits[0].repeat }
    return Array((first.count > 1 ? first : data.splits).prefix(mostFolds))
  }
}

extension FoldEstimate {
  fileprivate var members: [JSON.Member] {
    let interval = try? interval()
    return [
      .init("mean", .number(mean)), .init("low", interval.map { .number($0.low) } ?? .null),
      .init("high", interval.map { .number($0.high) } ?? .null),
    ]
  }
}

extension ImportanceStudy.Column {
  fileprivate func json(_ names: [String]) -> JSON {
    let range = nullRange
    return .object(
      [.init("column", .text(names[column]))] + importance.members + [
        .init("null_low", range.map { .number($0.low) } ?? .null),
        .init("null_high", range.map { .number($0.high) } ?? .null),
        .init("stands_out", range.map { .boolean(importance.mean > $0.high) } ?? .null),
      ])
  }
}

/// How firm reasons are over customers.
enum StabilityRecord {
  /// `{refits, kept_share, columns[{column, mean_abs, low, high}]}`: `kept_share` is how often a customer's strongest reason is
  /// the strongest in a model learnt anew, `low` and `high` the least and greatest mean absolute contribution over these.
  static func json(_ stability: ReasonStability, _ summary: [AttributionSummary], _ features: [Column]) -> JSON {
    let kept = stability.rows.reduce(0) { $0 + $1.kept }
    return [
      "refits": .integer(stability.refits),
      "kept_share": .number(Double(kept) / Double(max(1, stability.rows.count * stability.refits))),
      "columns": .list(
        summary.map { column in
          let means = stability.meanAbsolute.map { $0[column.column] }
          return [
            "column": .text(features[column.column].name), "mean_abs": .number(column.meanAbsolute),
            "low": .number(means.min() ?? 0), "high": .number(means.max() ?? 0),
          ]
        }),
    ]
  }
}
