// Nulls are written, and inner best, outer score and difference stand among their owner's keys.

extension NestedRecord {
  enum CodingKeys: String, CodingKey {
    case method, folds, repeats, metric, rule
    case fitsPlanned = "fits_planned"
    case fitsRun = "fits_run"
    case fitsReused = "fits_reused"
    case models
    case outerFolds = "outer_folds"
    case note
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decode(String.self, forKey: .method)
    folds = try container.decode(Int.self, forKey: .folds)
    repeats = try container.decode(Int.self, forKey: .repeats)
    metric = try container.decode(String.self, forKey: .metric)
    rule = try container.decode(String.self, forKey: .rule)
    fitsPlanned = try container.decode(Int.self, forKey: .fitsPlanned)
    fitsRun = try container.decode(Int.self, forKey: .fitsRun)
    fitsReused = try container.decode(Int.self, forKey: .fitsReused)
    pair = try Pair(from: decoder)
    models = try container.decode(NamedValues<Model>.self, forKey: .models)
    outerFolds = try container.decode([OuterFold].self, forKey: .outerFolds)
    note = try container.decode(String.self, forKey: .note)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(method, forKey: .method)
    try container.encode(folds, forKey: .folds)
    try container.encode(repeats, forKey: .repeats)
    try container.encode(metric, forKey: .metric)
    try container.encode(rule, forKey: .rule)
    try container.encode(fitsPlanned, forKey: .fitsPlanned)
    try container.encode(fitsRun, forKey: .fitsRun)
    try container.encode(fitsReused, forKey: .fitsReused)
    try pair.encode(to: encoder)
    try container.encode(models, forKey: .models)
    try container.encode(outerFolds, forKey: .outerFolds)
    try container.encode(note, forKey: .note)
  }
}

extension NestedRecord.Model {
  enum CodingKeys: String, CodingKey {
    case metrics, thresholds, calibrated
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    pair = try NestedRecord.Pair(from: decoder)
    metrics = try container.decode(NamedValues<FoldFigure>.self, forKey: .metrics)
    thresholds = try container.decode(NamedValues<ThresholdRecord>.self, forKey: .thresholds)
    calibrated = try container.decodeIfPresent(NamedValues<FoldFigure>.self, forKey: .calibrated)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try pair.encode(to: encoder)
    try container.encode(metrics, forKey: .metrics)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encode(calibrated, forKey: .calibrated)
  }
}

extension NestedRecord.OuterFigure {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(folds, forKey: .folds)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}

extension NestedRecord.Difference {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    try container.encode(standardError, forKey: .standardError)
    try container.encode(df, forKey: .df)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(folds, forKey: .folds)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}
