internal import ChurnML

/// The cut-off that is best for an objective on all out-of-fold scores of the selected model, beside the honest value of
/// choosing it so: cross-fitted. That of `bayes` is t*, on the scale of calibrated probabilities.
public struct ChosenThresholdRecord: Codable, Sendable {
  public let threshold: Double?
  public let value: Double?
  public let crossFitted: ThresholdRecord?
  /// Cut-offs within 1 % of the best value lie between these.
  public let nearOptimal: Near?
  public let contactNobody: Double?
  public let contactEverybody: Double?
  /// Why there is no cut-off.
  public let reason: String?

  public struct Near: Codable, Sendable {
    public let low: Double
    public let high: Double
  }

  enum CodingKeys: String, CodingKey {
    case threshold, value
    case crossFitted = "cross_fitted"
    case nearOptimal = "near_optimal"
    case contactNobody = "contact_nobody"
    case contactEverybody = "contact_everybody"
    case reason
  }

  /// What has no value is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(value, forKey: .value)
    try container.encode(crossFitted, forKey: .crossFitted)
    try container.encode(nearOptimal, forKey: .nearOptimal)
    try container.encode(contactNobody, forKey: .contactNobody)
    try container.encode(contactEverybody, forKey: .contactEverybody)
    try container.encodeIfPresent(reason, forKey: .reason)
  }

  init(_ choice: Figure<ThresholdChoice>, crossFitted: ThresholdRecord?) {
    let optimum = choice.value?.optimum
    threshold = optimum?.threshold
    value = optimum?.value
    self.crossFitted = crossFitted
    nearOptimal = choice.value?.nearOptimal.map { Near(low: $0.low, high: $0.high) }
    contactNobody = choice.value?.contactNobody.value
    contactEverybody = choice.value?.contactEverybody.value
    reason = optimum == nil ? choice.reason ?? choice.value?.notes.first : nil
  }
}
