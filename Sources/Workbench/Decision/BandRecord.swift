internal import ChurnML

/// A band of risk, judged on the selected model's out-of-fold scores.
public struct BandRecord: Codable, Sendable {
  public struct Interval: Codable, Sendable {
    public let low: Double
    public let high: Double
  }

  public let name: String
  /// What to do for its customers; null is nothing, or that no actions were given.
  public let action: String?
  /// From this score on; null for the lowest band.
  public let from: Double?
  public let customers: Int
  /// Of all customers.
  public let share: Double
  public let churners: Int
  public let churnRate: Double?
  /// Wilson's 95 % interval.
  public let churnRateInterval: Interval
  /// What the band's action, or contacting where it has none of its own, brings its mean customer by the scores.
  public let expectedProfit: Double?
  /// The same by the labels.
  public let measuredProfit: Double?
  /// Share of its customers who are in another band when boundaries and calibration are learnt on resamples.
  public let changed: Double?

  enum CodingKeys: String, CodingKey {
    case name, action, from, customers, share, churners
    case churnRate = "churn_rate"
    case churnRateInterval = "churn_rate_interval"
    case expectedProfit = "expected_profit"
    case measuredProfit = "measured_profit"
    case changed
  }

  /// What has no value is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(action, forKey: .action)
    try container.encode(from, forKey: .from)
    try container.encode(customers, forKey: .customers)
    try container.encode(share, forKey: .share)
    try container.encode(churners, forKey: .churners)
    try container.encode(churnRate, forKey: .churnRate)
    try container.encode(churnRateInterval, forKey: .churnRateInterval)
    try container.encode(expectedProfit, forKey: .expectedProfit)
    try container.encode(measuredProfit, forKey: .measuredProfit)
    try container.encode(changed, forKey: .changed)
  }

  init(_ row: BandTable.Row, changed: Double?) {
    name = row.band.name
    action = row.band.action?.name
    from = row.band.from.isFinite ? row.band.from : nil
    customers = row.customers
    share = row.share
    churners = row.churners
    churnRate = row.churnRate.value
    churnRateInterval = Interval(low: row.interval.low, high: row.interval.high)
    expectedProfit = row.expectedProfit.value
    measuredProfit = row.measuredProfit.value
    self.changed = changed
  }
}
