/// The bootstrap bias-corrected estimate: what the best of many points is worth once the flattery of having been chosen is taken off.
public struct BiasCorrectedRecord: Codable, Sendable {
  /// A figure at the chosen point as the search saw it, and on the customers that choosing did not see.
  public struct Estimate: Codable, Sendable {
    public let uncorrected: Double?
    public let estimate: Double?
    /// 95 %.
    public let low: Double?
    public let high: Double?

    enum CodingKeys: String, CodingKey {
      case uncorrected, estimate, low, high
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(uncorrected, forKey: .uncorrected)
      try container.encode(estimate, forKey: .estimate)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
    }
  }

  public let metric: String
  /// 0 where the estimate is refused.
  public let resamples: Int
  /// Of the whole choice: model, point, by the search's rule.
  public let whole: Estimate
  /// Uncorrected minus estimate.
  public let optimism: Double?
  /// In which share of the resamples each model was chosen.
  public let chosen: NamedValues<Double>
  /// The same with the choice of model left out.
  public let models: NamedValues<Estimate>
  /// Of the selected model: each objective at a cut-off that is chosen anew too.
  public let thresholds: NamedValues<Estimate>
  /// Why there is no estimate.
  public let reason: String?

  enum CodingKeys: String, CodingKey {
    case metric, resamples, uncorrected, estimate, low, high, optimism, chosen, models, thresholds, reason
  }

  init(
    metric: String, resamples: Int, whole: Estimate, chosen: NamedValues<Double>, models: NamedValues<Estimate>,
    thresholds: NamedValues<Estimate>, reason: String?
  ) {
    self.metric = metric
    self.resamples = resamples
    self.whole = whole
    optimism = whole.uncorrected.flatMap { uncorrected in whole.estimate.map { uncorrected - $0 } }
    self.chosen = chosen
    self.models = models
    self.thresholds = thresholds
    self.reason = reason
  }

  init(metric: String, uncorrected: Double?, refused reason: String) {
    self.init(
      metric: metric, resamples: 0, whole: .init(uncorrected: uncorrected, estimate: nil, low: nil, high: nil),
      chosen: NamedValues(), models: NamedValues(), thresholds: NamedValues(), reason: reason)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    metric = try container.decode(String.self, forKey: .metric)
    resamples = try container.decode(Int.self, forKey: .resamples)
    whole = try Estimate(from: decoder)
    optimism = try container.decodeIfPresent(Double.self, forKey: .optimism)
    chosen = try container.decode(NamedValues<Double>.self, forKey: .chosen)
    models = try container.decode(NamedValues<Estimate>.self, forKey: .models)
    thresholds = try container.decode(NamedValues<Estimate>.self, forKey: .thresholds)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(metric, forKey: .metric)
    try container.encode(resamples, forKey: .resamples)
    try whole.encode(to: encoder)
    try container.encode(optimism, forKey: .optimism)
    try container.encode(chosen, forKey: .chosen)
    try container.encode(models, forKey: .models)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}
