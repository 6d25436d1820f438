public import ChurnML

/// What acting brings in money per customer, beside acting on nothing and on everyone.
public struct ProfitRecord: Sendable, Encodable {
  /// A difference of two ways of acting on the same customers, with its 95 % interval.
  public struct Difference: Sendable, Encodable {
    public let against: String
    public let mean: Double
    public let low: Double
    public let high: Double
  }

  /// Acting on the optimum, judged on the rows it was chosen on.
  public let optimum: Double
  /// Acting in every fold on the cut-off chosen without it; nil without folds.
  public let crossFitted: Double?
  public let contactNobody: Double
  public let contactEverybody: Double
  /// Contacting those whose own expected profit is positive: for amounts that differ between customers.
  public let byOwnValue: Figure<Double>
  /// The honest way of acting minus others: the cross-fitted one, without folds the optimum.
  public let differences: [Difference]

  enum CodingKeys: String, CodingKey {
    case optimum
    case crossFitted = "cross_fitted"
    case contactNobody = "contact_nobody"
    case contactEverybody = "contact_everybody"
    case byOwnValue = "by_own_value"
    case differences
  }

  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write(CodingKeys.optimum.rawValue, optimum)
    try record.write(CodingKeys.crossFitted.rawValue, crossFitted)
    try record.write(CodingKeys.contactNobody.rawValue, contactNobody)
    try record.write(CodingKeys.contactEverybody.rawValue, contactEverybody)
    try record.write(CodingKeys.byOwnValue.rawValue, byOwnValue)
    try record.write(CodingKeys.differences.rawValue, differences)
    try record.finish()
  }
}

/// Works out a `ProfitRecord`.
struct ProfitComparison {
  let customers: ScoredCustomers
  let lab: ThresholdLab
  let values: ContactValues
  let jobs: Int

  /// - Parameters:
  ///   - crossFitted: one choice a repeat; nil without folds.
  ///   - refusal: why single customers' scores may not be trusted.
  func record(
    threshold: Double, crossFitted: [CrossFittedChoice]?, refusal: String?
  ) throws(Undefined) -> ProfitRecord {
    let optimum = try perCustomer(lab.contacted(threshold: threshold))
    let fitted = try crossFitted.map { (choices) throws(Undefined) in try perCustomer(contacted(choices)) }
    let everybody = try perCustomer([Bool](repeating: true, count: customers.labels.count))
    let acting = fitted ?? optimum
    var others = [("nobody", [Double](repeating: 0, count: acting.count)), ("everybody", everybody)]
    if (lab.scores.threshold.first ?? 2) <= 1, (lab.scores.threshold.last ?? -1) >= 0 {
      others.append(("0.5", try perCustomer(lab.contacted(threshold: 0.5))))
    }
    return ProfitRecord(
      optimum: mean(optimum), crossFitted: fitted.map(mean), contactNobody: 0, contactEverybody: mean(everybody),
      byOwnValue: try byOwnValue(refusal),
      differences: try others.map { (other) throws(Undefined) in try difference(acting, other.1, against: other.0) })
  }

  private func contacted(_ choices: [CrossFittedChoice]) -> [Bool] {
    guard let folds = customers.folds else { return [] }
    return zip(customers.repeats, choices).flatMap { rows, choice in
      let thresholds = Dictionary(uniqueKeysWithValues: choice.folds.map { ($0.fold, $0.judged.threshold) })
      return rows.map { row in thresholds[folds[row]].map { customers.scores[row] >= $0 } ?? false }
    }
  }

  private func perCustomer(_ contacted: [Bool]) throws(Undefined) -> [Double] {
    customers.perCustomer(try lab.profits(contacted: contacted))
  }

  private func byOwnValue(_ refusal: String?) throws(Undefined) -> Figure<Double> {
    if let refusal { return .undefined(refusal) }
    let contacted = customers.scores.enumerated().map { row, p in
      p * values.ifChurns[row] + (1 - p) * values.ifStays[row] > 0
    }
    return .value(mean(try perCustomer(contacted)))
  }

  private func difference(
    _ acting: [Double], _ other: [Double], against name: String
  ) throws(Undefined) -> ProfitRecord.Difference {
    let interval = try PairedBootstrap(zip(acting, other).map { $0 - $1 }, seed: 2013, jobs: jobs)
    return .init(against: name, mean: interval.mean, low: interval.low, high: interval.high)
  }

  private func mean(_ figures: [Double]) -> Double { figures.reduce(0, +) / Double(figures.count) }
}
