/// What all rounds of a boosting fit have in common; meanings are those of scikit-learn's
/// `HistGradientBoostingClassifier`, where `n_estimators` is called `max_iter`.
struct BoostingSettings: Sendable, Equatable {
  var learningRate = 0.1
  var maxDepth: Int?
  var maxLeafNodes: Int?
  var minSamplesLeaf = 20
  var l2Regularization = 0.0
  /// Share of the rows that a round's tree is grown on, drawn without replacement.
  var subsample = 1.0
  /// Share of the columns a node looks at.
  var maxFeatures = 1.0
  var earlyStopping = false
  var validationFraction = 0.1
  var roundsWithoutChange = 10
  var tolerance = 1e-7
  var maxBins = 255
}
