/// Every figure of one score column against its labels: the record that `churnlab evaluate` prints for it.
public struct ScoreEvaluation: Sendable {
  /// roc_auc, average_precision, log_loss, brier, ks, lift_at_10, gain_at_10, ece, mce, ece_equal_mass, then those of the
  /// decisions at 0.5, in this order.
  public let metrics: [(name: String, value: Figure<Double>)]
  /// From the shallowest depth.
  public let gains: [DepthGain]
  /// What `ece_equal_mass` would be for true probabilities.
  public let eceNull: Figure<CalibrationNull>
  public let reliability: Figure<Reliability>
  public let hosmerLemeshow: Figure<HosmerLemeshow>
  public let calibration: CalibrationLine
  public let brierDecomposition: Figure<BrierDecomposition>
  public let mpc: Figure<MaximumProfit>
  public let empc: Figure<ExpectedMaximumProfit>

  private static let metrics: [any Metric] = [
    ROCAUC(), AveragePrecision(), LogLoss(), Brier(), KolmogorovSmirnov(), Lift(), Gain(), ExpectedCalibrationError(),
    MaximumCalibrationError(), EqualMassCalibrationError(), BalancedAccuracy(), MatthewsCorrelation(), F1(), F2(),
  ]

  /// - Parameters:
  ///   - campaign: nil leaves everything about money undefined.
  ///   - depths: shares of customers to give gain and lift at.
  ///   - trainingRows: the model was fitted on these rows.
  public init(
    _ scores: RankedScores, campaign: Campaign?, depths: [Double] = DepthGain.defaultDepths, trainingRows: Bool = false
  ) {
    metrics = Self.metrics.map { metric in
      let needsProbabilities = metric is any ThresholdMetric
      return (
        type(of: metric).name,
        Figure { () throws(Undefined) in
          if needsProbabilities { try scores.requireProbabilities(for: type(of: metric).name) }
          return try metric.value(of: scores)
        }
      )
    }
    gains = depths.sorted().map { DepthGain($0, of: scores) }
    eceNull = Figure { () throws(Undefined) in try CalibrationNull(scores) }
    reliability = Figure { () throws(Undefined) in try Reliability(scores) }
    hosmerLemeshow = Figure { () throws(Undefined) in try HosmerLemeshow(scores, trainingRows: trainingRows) }
    calibration = CalibrationLine(scores)
    brierDecomposition = Figure { () throws(Undefined) in try BrierDecomposition(scores) }
    guard let campaign else {
      let reason = "no campaign was given, so nothing is said in money"
      mpc = .undefined(reason)
      empc = .undefined(reason)
      return
    }
    let hull = ROCHull(scores)
    mpc = Figure { () throws(Undefined) in try MaximumProfit(hull, rows: scores.count, campaign) }
    empc = Figure { () throws(Undefined) in try ExpectedMaximumProfit(hull, rows: scores.count, campaign) }
  }
}

extension ScoreEvaluation {
  /// The figures without a value, with the reason, in the record's order.
  public var reasons: [(figure: String, reason: String)] {
    let figures =
      metrics.map { ($0.name, $0.value.reason) } + [
        ("reliability", reliability.reason),
        ("hosmer_lemeshow", hosmerLemeshow.reason), ("calibration", calibration.line.reason),
        ("brier_decomposition", brierDecomposition.reason), ("mpc", mpc.reason), ("empc", empc.reason),
      ]
    return figures.compactMap { name, reason in reason.map { (name, $0) } }
  }
}

/// Cox's calibration as a record: the line and the intercept at slope 1 each may have no value.
public struct CalibrationLine: Sendable, Equatable {
  public let line: Figure<CoxCalibration.Line>
  public let inTheLarge: Figure<Double>

  public init(_ scores: RankedScores) {
    line = Figure { () throws(Undefined) in try CoxCalibration.line(scores) }
    inTheLarge = Figure { () throws(Undefined) in try CoxCalibration.inTheLarge(scores) }
  }
}

extension ScoreEvaluation: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    for metric in metrics { try record.write(metric.name, metric.value) }
    try record.write("gains", gains)
    try record.write("ece_null", eceNull)
    try record.write("reliability", reliability)
    try record.write("hosmer_lemeshow", hosmerLemeshow)
    try record.write("calibration", calibration)
    try record.write("brier_decomposition", brierDecomposition)
    try record.write("mpc", mpc)
    try record.write("empc", empc)
    try record.finish()
  }
}

extension CalibrationLine: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("intercept", line.map(\.intercept))
    try record.write("slope", line.map(\.slope))
    try record.write("in_the_large", inTheLarge)
    try record.finish()
  }
}

extension MaximumProfit: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("profit", profit)
    try record.write("rate", rate)
    try record.write(
      "threshold", threshold.map(Figure.value) ?? .undefined("contacting nobody is best, which is no cut-off"))
    try record.finish()
  }
}
