/// Random forests for two classes (Breiman 2001), with scikit-learn's parameter names and defaults.
public struct RandomForest: Learner {
  public static let name = "forest"
  public let settings: ForestSettings
  public let limits: ForestLimits

  public init(settings: ForestSettings, limits: ForestLimits) {
    self.settings = settings
    self.limits = limits
  }

  public static let hyperparameters: [Hyperparameter] = [
    Hyperparameter("n_estimators", default: .integer(100), .integer(1...1_000_000), summary: "Number of trees."),
    Hyperparameter(
      "max_depth", default: .none, .none, .integer(1...100_000), summary: "Largest depth of a leaf; the root has 0."),
    Hyperparameter(
      "min_samples_split", default: .integer(2), .integer(2...Int(Int32.max)),
      summary: "A node of fewer distinct in-bag rows is not split."),
    Hyperparameter(
      "min_impurity_decrease", default: .number(0), .numberFrom(0, through: 1),
      summary: "A split that lowers the weighted impurity less is not made."),
    Hyperparameter(
      "max_leaf_nodes", default: .none, .none, .integer(2...Int(Int32.max)),
      summary: "Keep this many leaves, best first by impurity decrease."),
    Hyperparameter(
      "ccp_alpha", default: .number(0), .numberFrom(0, through: 1),
      summary: "Weakest-link pruning of the tree the other limits leave."),
    Hyperparameter(
      "min_samples_leaf", default: .integer(1), .integer(1...Int(Int32.max)),
      summary: "No child has fewer distinct in-bag rows."),
    Hyperparameter(
      "max_features", default: .text("sqrt"), .choice(["sqrt", "log2"]), .none, .integer(1...65_535),
      .number(above: 0, through: 1),
      summary: "Columns a node looks at: sqrt, log2, a count, a share, or null for all."),
    Hyperparameter(
      "criterion", default: .text("gini"), .choice(ForestSettings.Criterion.allCases.map(\.rawValue)),
      summary: "The impurity that splits lower."),
    Hyperparameter(
      "bootstrap", default: .boolean(true), .boolean, summary: "Draw rows with replacement for each tree."),
    Hyperparameter(
      "max_samples", default: .none, .none, .integer(1...Int(Int32.max)), .number(above: 0, through: 1),
      summary: "Rows a bootstrap draws: a count, a share, or null for as many as there are."),
    Hyperparameter(
      "class_weight", default: .none, .none, .choice(["balanced", "balanced_subsample"]),
      summary: "Weigh classes by the inverse of their frequency."),
    Hyperparameter(
      "max_bins", default: .integer(255), .integer(2...255), summary: "Bins a column has at most."),
  ]

  /// The hyperparameters that nest: candidates differing only in them share one fit.
  public static let pathHyperparameters: Set<String> = [
    "n_estimators", "max_depth", "min_samples_split", "min_impurity_decrease", "max_leaf_nodes", "ccp_alpha",
  ]

  public init(_ values: [String: HyperparameterValue]) throws(InputError) {
    var settings = ForestSettings()
    var limits = ForestLimits()
    limits.nEstimators = values["n_estimators"]?.integer ?? limits.nEstimators
    limits.tree.maxDepth = values["max_depth"]?.integer
    limits.tree.minSamplesSplit = values["min_samples_split"]?.integer ?? 2
    limits.tree.minImpurityDecrease = values["min_impurity_decrease"]?.number ?? 0
    limits.tree.maxLeafNodes = values["max_leaf_nodes"]?.integer
    limits.tree.ccpAlpha = values["ccp_alpha"]?.number ?? 0
    settings.minSamplesLeaf = values["min_samples_leaf"]?.integer ?? 1
    settings.maxFeatures = Self.maxFeatures(values["max_features"] ?? .text("sqrt"))
    settings.criterion = values["criterion"]?.text.flatMap(ForestSettings.Criterion.init) ?? .gini
    settings.bootstrap = values["bootstrap"]?.boolean ?? true
    settings.maxSamples = Self.maxSamples(values["max_samples"] ?? .none)
    settings.classWeight = values["class_weight"]?.text.flatMap(ForestSettings.ClassWeight.init) ?? .none
    settings.maxBins = values["max_bins"]?.integer ?? 255
    guard settings.bootstrap || settings.maxSamples == .all else {
      throw InputError(
        at: "models.forest.max_samples", "rows are drawn only with bootstrap: true; remove one of the two.")
    }
    self.init(settings: settings, limits: limits)
  }

  private static func maxFeatures(_ value: HyperparameterValue) -> ForestSettings.MaxFeatures {
    switch value {
    case .integer(let count): .count(count)
    case .number(let share): .share(share)
    case .text("log2"): .log2
    case .text: .sqrt
    default: .all
    }
  }

  private static func maxSamples(_ value: HyperparameterValue) -> ForestSettings.MaxSamples {
    switch value {
    case .integer(let count): .count(count)
    case .number(let share): .share(share)
    default: .all
    }
  }

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    fitted(to: data, rows: rows, context: context)
  }

  /// Grows every tree under its own limits and prunes it; nothing is read off a larger tree.
  public func fitted(to data: Dataset, rows: [Int], context: FitContext) -> Forest {
    let trainer = ForestTrainer(data, rows: rows, settings: settings, limits: limits.tree, context: context)
    let trees = concurrentMap(count: limits.nEstimators, jobs: context.jobs) { index in
      trainer.grow(tree: index).pruned(ccpAlpha: limits.tree.ccpAlpha).tree
    }
    return Forest(
      bins: trainer.bins, trees: trees, notes: FeatureBins.poolingNotes(trainer.bins, of: data.features))
  }
}
