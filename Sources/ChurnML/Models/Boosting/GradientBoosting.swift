/// Gradient boosting of trees on binned data with log loss, as scikit-learn's `HistGradientBoostingClassifier` and
/// LightGBM do it; categories split natively and missing cells may go either way.
///
/// `n_estimators` nests: a model of fewer rounds is a prefix of one with more, so a grid over it costs one fit.
public struct GradientBoosting: Learner {
  public static let name = "boosting"
  public static let pathHyperparameters: Set<String> = ["n_estimators"]

  private let rounds: Int
  private let settings: BoostingSettings

  public static let hyperparameters: [Hyperparameter] = [
    Hyperparameter("n_estimators", default: .integer(100), .integer(1...100_000), summary: "Number of rounds."),
    Hyperparameter(
      "learning_rate", default: .number(0.1), .number(above: 0, through: 10),
      summary: "What a tree's step is multiplied by."),
    Hyperparameter(
      "max_leaf_nodes", default: .integer(31), .none, .integer(2...65_536), summary: "Leaves a tree has at most."),
    Hyperparameter(
      "max_depth", default: .none, .none, .integer(1...100_000), summary: "Largest depth of a leaf; the root has 0."),
    Hyperparameter(
      "min_samples_leaf", default: .integer(20), .integer(1...Int(Int32.max)), summary: "No leaf has fewer rows."),
    Hyperparameter(
      "l2_regularization", default: .number(0), .numberFrom(0, through: 1e12),
      summary: "Added to the Hessian of a leaf: its step is shrunk."),
    Hyperparameter(
      "subsample", default: .number(1), .number(above: 0, through: 1),
      summary: "Share of the rows each tree is grown on."),
    Hyperparameter(
      "max_features", default: .number(1), .number(above: 0, through: 1),
      summary: "Share of the columns a node looks at."),
    Hyperparameter(
      "early_stopping", default: .boolean(false), .boolean,
      summary: "Hold rows out and stop when their log loss no longer falls."),
    Hyperparameter(
      "validation_fraction", default: .number(0.1), .number(above: 0, through: 0.9),
      summary: "Share of the rows that early stopping holds out."),
    Hyperparameter(
      "n_iter_no_change", default: .integer(10), .integer(1...100_000),
      summary: "Rounds without progress that early stopping waits."),
    Hyperparameter(
      "tol", default: .number(1e-7), .numberFrom(0, through: 1), summary: "What counts as progress for early stopping."),
    Hyperparameter(
      "max_bins", default: .integer(255), .integer(2...255), summary: "Bins a column has at most."),
  ]

  public init(_ values: [String: HyperparameterValue]) throws(InputError) {
    var settings = BoostingSettings()
    settings.learningRate = values["learning_rate"]?.number ?? settings.learningRate
    settings.maxDepth = values["max_depth"]?.integer
    settings.maxLeafNodes = values["max_leaf_nodes"]?.integer
    settings.minSamplesLeaf = values["min_samples_leaf"]?.integer ?? settings.minSamplesLeaf
    settings.l2Regularization = values["l2_regularization"]?.number ?? settings.l2Regularization
    settings.subsample = values["subsample"]?.number ?? settings.subsample
    settings.maxFeatures = values["max_features"]?.number ?? settings.maxFeatures
    settings.earlyStopping = values["early_stopping"]?.boolean ?? settings.earlyStopping
    settings.validationFraction = values["validation_fraction"]?.number ?? settings.validationFraction
    settings.roundsWithoutChange = values["n_iter_no_change"]?.integer ?? settings.roundsWithoutChange
    settings.tolerance = values["tol"]?.number ?? settings.tolerance
    settings.maxBins = values["max_bins"]?.integer ?? settings.maxBins
    rounds = values["n_estimators"]?.integer ?? 100
    self.settings = settings
  }

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    try Self.fitPath([self], data, rows: rows, context: context)[0]
  }

  public static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier] {
    guard let settings = learners.first?.settings, let rounds = learners.map(\.rounds).max() else { return [] }
    guard learners.allSatisfy({ $0.settings == settings }) else {
      return try learners.map { try $0.fit(data, rows: rows, context: context) }
    }
    if let constant = try rateOfOneClass(data, rows: rows) { return learners.map { _ in constant } }
    let trainer = BoostingTrainer(data, rows: rows, settings: settings, context: context)
    let trees = trainer.boost(rounds: rounds)
    return learners.map { learner in
      var notes = trainer.poolingNotes(of: data.features)
      if trees.count < learner.rounds { notes.append("stopped early after \(trees.count) rounds") }
      return trainer.model(trees.prefix(learner.rounds), notes: notes)
    }
  }
}
