internal import Foundation

/// Cox's recalibration of probabilities (1958), by maximum likelihood on the logit.
public enum CoxCalibration {
  /// logit P(churned) = intercept + slope logit(score).
  public struct Line: Sendable, Equatable {
    public let intercept: Double
    public let slope: Double
  }

  /// Intercept 0 and slope 1 mean calibrated; a slope below 1 means scores too extreme.
  ///
  /// Throws `Undefined` for one class, scores of 0 or 1 (their logit is infinite),
  /// constant scores, and scores that separate the classes, where the likelihood has no maximum.
  public static func line(_ scores: RankedScores) throws(Undefined) -> Line {
    let groups = try LogitGroups(scores)
    guard scores.threshold.count > 1 else {
      throw Undefined("all scores are equal, so the calibration line has no slope")
    }
    guard !scores.separatesClasses else {
      throw Undefined("the scores separate the classes, so the calibration line is infinitely steep")
    }
    return groups.mostLikelyLine()
  }

  /// The intercept when the slope is held at 1: 0 when the mean score is right, negative when churn is overstated.
  public static func inTheLarge(_ scores: RankedScores) throws(Undefined) -> Double {
    try LogitGroups(scores).interceptAtSlopeOne()
  }
}

/// Distinct scores on the logit scale with their rows and churners: what the likelihood needs.
private struct LogitGroups {
  private let logit: [Double]
  private let rows: [Double]
  private let churners: [Double]

  init(_ scores: RankedScores) throws(Undefined) {
    try scores.requireProbabilities(for: "calibration")
    try scores.requireBothClasses(for: "calibration")
    guard scores.threshold[0] < 1, scores.threshold[scores.threshold.count - 1] > 0 else {
      throw Undefined("some scores are exactly 0 or 1, where the logit is infinite")
    }
    logit = scores.threshold.map { log($0) - log1p(-$0) }
    rows = scores.contacted.indices.map {
      Double(scores.contacted[$0] - ($0 == 0 ? 0 : scores.contacted[$0 - 1]))
    }
    churners = scores.churners.indices.map { Double(scores.churners[$0] - ($0 == 0 ? 0 : scores.churners[$0 - 1])) }
  }

  private var count: Double { rows.reduce(0, +) }
  private var rate: Double { churners.reduce(0, +) / count }
  private var baseLogit: Double { log(rate / (1 - rate)) }

  /// Newton's method on standardised logits from the constant model, steps halved until the likelihood grows.
  func mostLikelyLine() -> CoxCalibration.Line {
    let mean = zip(rows, logit).reduce(0) { $0 + $1.0 * $1.1 } / count
    let variance = zip(rows, logit).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / count
    let deviation = variance.squareRoot()
    let x = logit.map { ($0 - mean) / deviation }
    var line = CoxCalibration.Line(intercept: baseLogit, slope: 0)
    var here = likelihood(line, x)
    for _ in 0..<200 {
      let step = here.newtonStep
      var share = 1.0
      var next = line
      var there = here
      repeat {
        next = CoxCalibration.Line(intercept: line.intercept + share * step.0, slope: line.slope + share * step.1)
        there = likelihood(next, x)
        share /= 2
      } while there.value < here.value - 1e-13 * abs(here.value) && share > 1e-12
      let moved = abs(next.intercept - line.intercept) + abs(next.slope - line.slope)
      line = next
      here = there
      // Newton's error is about the square of its last step.
      if moved < 1e-7 * (1 + abs(line.intercept) + abs(line.slope)) { break }
    }
    let slope = line.slope / deviation
    return CoxCalibration.Line(intercept: line.intercept - slope * mean, slope: slope)
  }

  /// Newton's method inside a shrinking bracket: at its ends every score is moved beyond the base rate.
  func interceptAtSlopeOne() -> Double {
    var low = baseLogit - logit[0]
    var high = baseLogit - logit[logit.count - 1]
    var intercept = min(max(0, low), high)
    while true {
      let here = likelihood(CoxCalibration.Line(intercept: intercept, slope: 1), logit)
      if here.gradient.0 > 0 { low = intercept } else { high = intercept }
      var next = intercept + here.gradient.0 / here.information.0
      if !(low...high).contains(next) { next = low + (high - low) / 2 }
      if abs(next - intercept) <= 1e-9 * (1 + abs(next)) { return next }
      intercept = next
    }
  }

  /// Log-likelihood, gradient and information at a line.
  private struct Likelihood {
    var value = 0.0
    var gradient = (0.0, 0.0)
    var information = (0.0, 0.0, 0.0)

    var newtonStep: (Double, Double) {
      let (a, b, c) = information
      let determinant = a * c - b * b
      return ((c * gradient.0 - b * gradient.1) / determinant, (a * gradient.1 - b * gradient.0) / determinant)
    }
  }

  private func likelihood(_ line: CoxCalibration.Line, _ x: [Double]) -> Likelihood {
    var sums = Likelihood()
    for group in x.indices {
      let x = x[group]
      let eta = line.intercept + line.slope * x
      // Everything from one exponential that cannot overflow.
      let small = exp(-abs(eta))
      let probability = eta >= 0 ? 1 / (1 + small) : small / (1 + small)
      let weight = rows[group] * small / ((1 + small) * (1 + small))
      let residual = churners[group] - rows[group] * probability
      sums.value += churners[group] * eta - rows[group] * (max(eta, 0) + log1p(small))
      sums.gradient.0 += residual
      sums.gradient.1 += residual * x
      sums.information.0 += weight
      sums.information.1 += weight * x
      sums.information.2 += weight * x * x
    }
    return sums
  }
}

extension RankedScores {
  /// No churner scores below a stayer, or none above one.
  fileprivate var separatesClasses: Bool {
    var groups = (withChurners: [Int](), withStayers: [Int]())
    for group in threshold.indices {
      let rows = contacted[group] - (group == 0 ? 0 : contacted[group - 1])
      let positives = churners[group] - (group == 0 ? 0 : churners[group - 1])
      if positives > 0 { groups.withChurners.append(group) }
      if positives < rows { groups.withStayers.append(group) }
    }
    guard let firstChurner = groups.withChurners.first, let lastChurner = groups.withChurners.last,
      let firstStayer = groups.withStayers.first, let lastStayer = groups.withStayers.last
    else { return true }
    return lastChurner <= firstStayer || lastStayer <= firstChurner
  }
}
