/// Bands judged on labelled customers.
public struct BandTable: Sendable {
  public struct Row: Sendable, Equatable {
    public let band: RiskBands.Band
    public let customers: Int
    /// Of all customers.
    public let share: Double
    public let churners: Int
    public let churnRate: Figure<Double>
    /// Wilson's 95 % interval of the churn rate.
    public let interval: ProportionInterval
    /// What the band's action is expected to bring its mean customer by the scores, which must be calibrated.
    public let expectedProfit: Figure<Double>
    /// The same by the labels, whatever the scores.
    public let measuredProfit: Figure<Double>
  }

  /// From the lowest risk.
  public let rows: [Row]
  /// Warnings where neighbours cannot be told apart.
  public let notes: [String]

  /// - Parameters:
  ///   - clv: nil when nothing is said in money.
  ///   - contacting: what is reckoned with in bands that no action belongs to; nil is nothing.
  ///   - calibrated: false leaves expected profit undefined.
  public init(
    _ bands: RiskBands, _ scores: RankedScores, clv: Double?, stayerAcceptance: Double = 1,
    contacting: RetentionAction? = nil, calibrated: Bool
  ) {
    var sums = [Sums](repeating: Sums(), count: bands.bands.count)
    for (label, score) in zip(scores.labels, scores.scores) {
      let band = bands.index(of: score)
      sums[band].customers += 1
      sums[band].churners += Int(label)
      sums[band].probability += score
    }
    rows = zip(bands.bands, sums).map { band, sums in
      let line = clv.map { clv in
        (band.action ?? contacting).map { ValueLine($0, clv: clv, stayerAcceptance: stayerAcceptance) }
          ?? ValueLine(atZero: 0, atOne: 0)
      }
      return sums.row(band, of: scores.count, line: line, calibrated: calibrated)
    }
    notes = zip(rows, rows.dropFirst()).compactMap { Self.warning($0, $1) }
  }

  private struct Sums {
    var customers = 0
    var churners = 0
    var probability = 0.0

    func row(_ band: RiskBands.Band, of count: Int, line: ValueLine?, calibrated: Bool) -> Row {
      let (n, empty) = (Double(customers), "the band holds nobody")
      func profit(_ rate: Double) -> Figure<Double> {
        guard let line else { return .undefined("no campaign was given, so nothing is said in money") }
        return customers == 0 ? .undefined(empty) : .value(line.value(rate))
      }
      return Row(
        band: band, customers: customers, share: n / Double(max(count, 1)), churners: churners,
        churnRate: customers == 0 ? .undefined(empty) : .value(Double(churners) / n),
        interval: .wilson(churners, of: customers),
        expectedProfit: calibrated ? profit(probability / n) : .undefined("the scores are not calibrated"),
        measuredProfit: profit(Double(churners) / n))
    }
  }

  /// A two-sided test of two proportions at 5 %.
  private static func warning(_ lower: Row, _ upper: Row) -> String? {
    let (n, m) = (Double(lower.customers), Double(upper.customers))
    guard case .value(let low) = lower.churnRate, case .value(let high) = upper.churnRate else { return nil }
    let pooled = Double(lower.churners + upper.churners) / (n + m)
    let error = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
    guard error == 0 || high - low < 1.959963984540054 * error else { return nil }
    return "\(lower.band.name) and \(upper.band.name) cannot be told apart by their churn rates"
  }
}

extension BandTable.Row: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("name", band.name)
    try record.write("action", band.action?.name)
    try record.write("from", band.from.isFinite ? band.from : nil)
    try record.write("customers", customers)
    try record.write("share", share)
    try record.write("churners", churners)
    try record.write("churn_rate", churnRate)
    try record.write("churn_rate_interval", interval)
    try record.write("expected_profit", expectedProfit)
    try record.write("measured_profit", measuredProfit)
    try record.finish()
  }
}
