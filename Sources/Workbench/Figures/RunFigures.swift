internal import ChurnML

/// `figures.json`: the points of a run's curves, made from its `predictions.csv` and `cv_results.csv` and nothing else, so that a
/// page can be drawn and checked without fitting anything. Schema churnlab.figures/1.
public struct RunFigures: Encodable, Sendable {
  let schema = "churnlab.figures/1"
  /// Every model at its best point, fold by fold.
  let folds: [FoldPoints]
  let ranking: [RankingCurve.Row]
  let reliability: [ReliabilityCurve.Row]
  /// Objectives over the cut-off, of the selected model: shares, and what is reckoned per customer.
  let cutOffs: [CutOffCurve.Row]
  let perCustomer: [CutOffCurve.Row]
  /// nil where no hyperparameter was varied.
  let search: SearchSurface?

  enum CodingKeys: String, CodingKey {
    case schema, folds, ranking, reliability
    case cutOffs = "cut_offs"
    case perCustomer = "per_customer"
    case search
  }

  /// Reads a run whose record is written, finished or not.
  public init(_ run: RunFolder, jobs: Int) throws {
    let record = try run.read(RunRecord.self, from: .results)
    let experiment = try run.experiment()
    let models = try PredictedModels(run, record, jobs: jobs)
    let curves = concurrentMap(count: models.all.count, jobs: jobs) { index in
      let (name, model) = (models.all[index].name, models.all[index].ranked)
      return (
        folds: FoldPoints.all(name, model), ranking: RankingCurve.rows(name, model),
        reliability: ReliabilityCurve.rows(name, model)
      )
    }
    folds = zip(models.all, curves).flatMap { $0.isCalibrated ? [] : $1.folds }
    ranking = zip(models.all, curves).flatMap { $0.isCalibrated ? [] : $1.ranking }
    reliability = curves.flatMap(\.reliability)
    let selected = models.all.first { $0.name == record.selected.model }?.ranked ?? []
    let curve = CutOffCurve(selected, chosen: record.thresholds)
    let objectives = experiment.judgedObjectives
    let shares = objectives.filter { !$0.isPerCustomer }
    cutOffs = curve.rows(shares + [.precision, .recall].filter { !shares.contains($0) })
    perCustomer = curve.rows(objectives.filter(\.isPerCustomer))
    search = try SearchSurface(run, record)
  }

  /// Writes the file; its value as it reads back.
  @discardableResult
  public func write(to run: RunFolder) throws -> JSON {
    let json = JSONRecord.json(self)
    try AtomicFile.write(json.compact + "\n", to: run.file(.figures))
    return json
  }
}

extension ThresholdObjective {
  /// Reckoned in money, or in contacts made for nothing, for each customer; the others are shares.
  var isPerCustomer: Bool {
    switch self {
    case .cost, .profit, .customerProfit, .bayes: true
    default: false
    }
  }
}

extension RunFigures {
  /// Where the run's `figures.json` differs from these; nil where it does not.
  public func damage(of run: RunFolder) -> Manifest.Damage? {
    let name = RunFolder.File.figures.rawValue
    guard let stored = run.document(name) else { return .init(file: name, problem: "the file is missing or damaged") }
    // Read back as it would be, so that whole numbers are integers on both sides.
    guard let made = JSON(parsing: JSONRecord.json(self).compact.utf8) else { return nil }
    let comparison = RecordComparison(ignored: .init(keys: [], columns: []))
    return comparison.difference(stored, made, at: "").map { .init(file: name, problem: $0) }
  }
}
