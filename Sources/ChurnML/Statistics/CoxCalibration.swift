/// Cox's recalibration of probabilities (1958), by maximum likelihood on the logit.
public enum CoxCalibration {
  /// logit P(churned) = intercept + slope logit(score).
  public struct Line: Sendable, Equatable {
    public let intercept: Double
    public let slope: Double
  }

  /// Intercept 0 and slope 1 mean calibrated; a slope below 1 means scores too extreme.
  ///
  /// Throws `Undefined` for one class, scores of 0 or 1 (their logit is infinite), constant scores, and scores that
  /// separate the classes, where the likelihood has no maximum.
  /// - Parameter clip: scores are first moved into [clip, 1 - clip].
  public static func line(_ scores: RankedScores, clip: Double = 0) throws(Undefined) -> Line {
    let logits = try logits(of: scores, clip: clip)
    guard scores.threshold.count > 1 else {
      throw Undefined("all scores are equal, so the calibration line has no slope")
    }
    guard !scores.separatesClasses else {
      throw Undefined("the scores separate the classes, so the calibration line is infinitely steep")
    }
    let fit = GroupedLogistic(features: [logits], rows: scores.groupRows, churners: scores.groupChurners)
    let coefficients = fit.coefficients()
    return Line(intercept: coefficients[0], slope: coefficients[1])
  }

  /// The intercept when the slope is held at 1: 0 when the mean score is right, negative when churn is overstated.
  ///
  /// Newton's method inside a shrinking bracket: at its ends every score is moved beyond the base rate.
  public static func inTheLarge(_ scores: RankedScores) throws(Undefined) -> Double {
    let logits = try logits(of: scores, clip: 0)
    let (rows, churners) = (scores.groupRows, scores.groupChurners)
    let base = logit(Double(scores.positives) / Double(scores.count))
    var low = base - logits[0]
    var high = base - logits[logits.count - 1]
    var intercept = min(max(0, low), high)
    while true {
      var slope = (gradient: 0.0, information: 0.0)
      for group in logits.indices {
        let term = LogisticTerm(intercept + logits[group], rows: rows[group], churners: churners[group])
        slope.gradient += term.residual
        slope.information += term.weight
      }
      if slope.gradient > 0 { low = intercept } else { high = intercept }
      var next = intercept + slope.gradient / slope.information
      if !(next >= low && next <= high) { next = low + (high - low) / 2 }
      if abs(next - intercept) <= 1e-9 * (1 + abs(next)) { return next }
      intercept = next
    }
  }

  /// Of the distinct scores, from the highest.
  private static func logits(of scores: RankedScores, clip: Double) throws(Undefined) -> [Double] {
    try scores.requireProbabilities(for: "calibration")
    try scores.requireBothClasses(for: "calibration")
    let clipped = scores.threshold.map { min(max($0, clip), 1 - clip) }
    guard clipped[0] < 1, clipped[clipped.count - 1] > 0 else {
      throw Undefined("some scores are exactly 0 or 1, where the logit is infinite")
    }
    return clipped.map(logit)
  }
}

extension RankedScores {
  /// No churner scores below a stayer, or none above one.
  fileprivate var separatesClasses: Bool {
    let (rows, churners) = (groupRows, groupChurners)
    let withChurners = rows.indices.filter { churners[$0] > 0 }
    let withStayers = rows.indices.filter { churners[$0] < rows[$0] }
    guard let firstChurner = withChurners.first, let lastChurner = withChurners.last,
      let firstStayer = withStayers.first, let lastStayer = withStayers.last
    else { return true }
    return lastChurner <= firstStayer || lastStayer <= firstChurner
  }
}
