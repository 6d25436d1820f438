public import ChurnML

/// `reasons.json`: what a run's model goes by, over customers and for a few of them. Schema churnlab.reasons/1.
///
/// A run writes what takes little. `churnlab explain RUN` adds what needs learning anew: importance on rows that models have not
/// seen, how firm reasons are, and what-if for the customers that the page shows.
public struct RunReasons: Sendable {
  public let json: JSON

  public static let schema = "churnlab.reasons/1"

  /// What takes little. nil for a model that has no reasons.
  init?(_ model: SavedModel, _ data: LoadedData, _ experiment: Experiment, jobs: Int) throws(InputError) {
    guard Explainer.explains(model) else { return nil }
    json = Self.json(
      try Explainer(model: model, jobs: jobs), data, experiment, learner: nil, refitted: nil, importance: .null, jobs)
  }

  /// All of it, for a finished run.
  /// - Throws: where its data have changed, and for a model that has no reasons or cannot be learnt anew.
  public init(whole run: RunFolder, jobs: Int) throws {
    let experiment = try run.experiment()
    let model = try run.savedModel()
    let learner = try RunLearner(run, model: model.facts.model, jobs: jobs)
    let refitted = try RefittedExplainers(learner, jobs: jobs)
    let whatIf = try WhatIfExplainer(run, model)
    let importance = try ImportanceRecord.json(learner, metric: experiment.search.metric, jobs: jobs)
    json = Self.json(
      try Explainer(model, whatIf: whatIf, refitted: refitted, jobs: jobs), learner.data, experiment,
      learner: learner, refitted: refitted, importance: importance, jobs)
  }

  private static func json(
    _ explainer: Explainer, _ data: LoadedData, _ experiment: Experiment, learner: RunLearner?,
    refitted: RefittedExplainers?, importance: JSON, _ jobs: Int
  ) -> JSON {
    let features = data.dataset.features
    let sample = ReasonSample(data.rows, seed: experiment.seed)
    let attributions = explainer.attributions(features, rows: sample.rows, jobs: jobs)
    let summary = AttributionSummary.all(attributions)
    let predictions = explainer.model.classifier.predictProbability(features, rows: data.rows, jobs: jobs)
    let strongest = summary.filter { $0.meanAbsolute > 0 }.map(\.column)
    let dependence = DependenceRecord(
      explainer.model.classifier, features, rows: sample.few, columns: Array(strongest.prefix(DependenceRecord.most)),
      jobs: jobs)
    let chosen = ChosenCustomers(data.rows, predictions, asked: experiment.explain.rows.map(\.value))
    return [
      "schema": .text(schema), "model": .text(explainer.model.facts.model), "method": .text(explainer.method()),
      "space": .text(attributions.space.rawValue), "caution": .text(Explainer.caution),
      "base": .number(attributions.base),
      "sample": ["customers": .integer(sample.rows.count), "of": .integer(data.rows.count)],
      "columns": .list(summary.map { $0.json(features) }),
      "points": .list(
        SummaryPoints.list(
          attributions, features, sample, columns: Array(strongest.prefix(SummaryPoints.most)))),
      "dependence": .list(dependence.points), "curves": .list(dependence.curves), "pair": dependence.pair,
      "surrogate": SurrogateRecord.json(features, rows: data.rows, predictions: predictions, jobs: jobs),
      "importance": importance,
      "stability": refitted.map {
        StabilityRecord.json(
          $0.stability(of: attributions, features, rows: sample.rows, jobs: jobs), summary, features)
      } ?? .null,
      "what_if": explainer.whatIf?.setup.json ?? .null,
      "chosen": .list(chosen.json(explainer, features, jobs: jobs)),
    ]
  }

  /// Writes the file to the run.
  func write(into run: RunFolder) throws(WorkError) {
    try AtomicFile.write(json.compact + "\n", to: run.file(.reasons))
  }

  /// Writes the file to a finished run, whose manifest then vouches for it.
  public func write(to run: RunFolder) throws {
    try write(into: run)
    try Manifest.add([RunFolder.File.reasons.rawValue], to: run)
  }

  /// Writes the same elsewhere.
  public func write(to path: String) throws(WorkError) { try AtomicFile.write(json.pretty, to: path) }
}

/// The customers that figures over customers are taken on.
struct ReasonSample: Sendable {
  private static let most = 500
  private static let fewMost = 250

  /// Increasing.
  let rows: [Int]
  /// The first drawn of them, increasing.
  let few: [Int]

  init(_ all: [Int], seed: UInt64) {
    var drawn = all
    var source = RandomSource(seed, 0x5A3B)
    source.shuffle(&drawn)
    rows = drawn.prefix(Self.most).sorted()
    few = drawn.prefix(Self.fewMost).sorted()
  }
}
