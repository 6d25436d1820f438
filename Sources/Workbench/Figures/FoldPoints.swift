internal import ChurnML

/// A metric of a model on each fold, and where its mean lies.
struct FoldPoints: Encodable, Sendable {
  let model: String
  let metric: String
  let mean: Double
  /// The 95 % interval of the mean by the corrected t of Nadeau and Bengio (2003); null where the folds do not tell, as
  /// with one fold or equal values.
  let low: Double?
  let high: Double?
  /// In order of repeat and fold.
  let folds: [Double]

  /// One for each metric that has a value on every fold.
  static func all(_ model: String, _ ranked: [RankedFolds]) -> [FoldPoints] {
    let folds = ranked.flatMap(\.folds)
    return MetricCatalogue.all.compactMap { metric in
      let values = folds.compactMap { try? metric.value(of: $0) }
      guard values.count == folds.count, let spread = Spread(values), let perRepeat = ranked.first?.folds.count
      else { return nil }
      return FoldPoints(model: model, metric: type(of: metric).name, values, mean: spread.mean, folds: perRepeat)
    }
  }

  private init(model: String, metric: String, _ values: [Double], mean: Double, folds count: Int) {
    let interval =
      count > 1
      ? try? CorrelatedTTest(differences: values, testShare: 1 / Double(count - 1)).difference.interval() : nil
    self.model = model
    self.metric = metric
    self.mean = mean
    low = interval?.low
    high = interval?.high
    folds = values
  }

  enum CodingKeys: String, CodingKey { case model, metric, mean, low, high, folds }

  /// What has no value is null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(metric, forKey: .metric)
    try container.encode(mean, forKey: .mean)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(folds, forKey: .folds)
  }
}
