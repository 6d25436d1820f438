internal import Foundation

/// Maximum likelihood of logit P(churned) = b0 + b1 x1 + ... for a handful of features over groups of equal rows.
///
/// Newton's method on standardised features from the constant model, steps halved until the likelihood grows.
/// A feature that is constant gets the coefficient 0. The maximum exists unless the features separate the classes.
struct GroupedLogistic {
  /// One list a feature, one value a group.
  let features: [[Double]]
  /// Rows of each group, and how many of them churned; parts of rows are fine.
  let rows: [Double]
  let churners: [Double]

  /// The intercept and one coefficient a feature.
  func coefficients() -> [Double] {
    let count = rows.reduce(0, +)
    let scales = features.map { Scale($0, rows: rows, count: count) }
    let standardised = zip(features, scales).map { values, scale in values.map(scale.standardise) }
    let base = churners.reduce(0, +) / count
    let start = [log(base / (1 - base))] + features.map { _ in 0 }
    let solution = maximize(from: start, standardised, damping: 1e-10 * count)
    let slopes = zip(solution.dropFirst(), scales).map { $0 / $1.deviation }
    return [solution[0] - zip(slopes, scales).reduce(0) { $0 + $1.0 * $1.1.mean }] + slopes
  }

  private struct Scale {
    let mean: Double
    let deviation: Double

    init(_ values: [Double], rows: [Double], count: Double) {
      let mean = zip(rows, values).reduce(0) { $0 + $1.0 * $1.1 } / count
      let variance = zip(rows, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / count
      self.mean = mean
      // A deviation that rounding alone explains is none.
      deviation = variance.squareRoot() > 1e-12 * abs(mean) ? variance.squareRoot() : .infinity
    }

    func standardise(_ value: Double) -> Double { (value - mean) / deviation }
  }

  private func maximize(from start: [Double], _ x: [[Double]], damping: Double) -> [Double] {
    var point = start
    var here = likelihood(point, x)
    for _ in 0..<200 {
      let step = here.newtonStep(damping: damping)
      var share = 1.0
      var next = point
      var there = here
      repeat {
        next = zip(point, step).map { $0 + share * $1 }
        there = likelihood(next, x)
        share /= 2
      } while there.value < here.value - 1e-13 * abs(here.value) && share > 1e-12
      let moved = zip(next, point).reduce(0) { $0 + abs($1.0 - $1.1) }
      point = next
      here = there
      // Newton's error is about the square of its last step.
      if moved < 1e-7 * (1 + point.reduce(0) { $0 + abs($1) }) { break }
    }
    return point
  }

  private func likelihood(_ point: [Double], _ x: [[Double]]) -> Likelihood {
    var sums = Likelihood(parameters: point.count)
    var terms = [Double](repeating: 1, count: point.count)
    for group in rows.indices {
      var eta = point[0]
      for feature in x.indices {
        terms[feature + 1] = x[feature][group]
        eta += point[feature + 1] * terms[feature + 1]
      }
      sums.add(LogisticTerm(eta, rows: rows[group], churners: churners[group]), terms)
    }
    return sums
  }
}

/// What one group of rows with linear predictor `eta` adds to the log-likelihood and its derivatives in `eta`.
struct LogisticTerm {
  let value: Double
  let residual: Double
  let weight: Double

  init(_ eta: Double, rows: Double, churners: Double) {
    // Everything from one exponential that cannot overflow.
    let small = exp(-abs(eta))
    let probability = eta >= 0 ? 1 / (1 + small) : small / (1 + small)
    value = churners * eta - rows * (max(eta, 0) + log1p(small))
    residual = churners - rows * probability
    weight = rows * small / ((1 + small) * (1 + small))
  }
}

/// Log-likelihood, gradient and information, summed over groups.
private struct Likelihood {
  var value = 0.0
  private var gradient: [Double]
  private var information: [Double]

  init(parameters: Int) {
    gradient = [Double](repeating: 0, count: parameters)
    information = [Double](repeating: 0, count: parameters * parameters)
  }

  mutating func add(_ term: LogisticTerm, _ x: [Double]) {
    value += term.value
    for i in gradient.indices {
      gradient[i] += term.residual * x[i]
      for j in 0...i { information[i * gradient.count + j] += term.weight * x[i] * x[j] }
    }
  }

  /// Solves information x step = gradient by Cholesky's method; the damping keeps a flat direction solvable.
  func newtonStep(damping: Double) -> [Double] {
    let n = gradient.count
    var factor = information
    var step = gradient
    for i in 0..<n {
      for j in 0...i {
        var sum = factor[i * n + j] + (i == j ? damping : 0)
        for k in 0..<j { sum -= factor[i * n + k] * factor[j * n + k] }
        factor[i * n + j] = i == j ? max(sum, damping).squareRoot() : sum / factor[j * n + j]
      }
      for k in 0..<i { step[i] -= factor[i * n + k] * step[k] }
      step[i] /= factor[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<n { step[i] -= factor[k * n + i] * step[k] }
      step[i] /= factor[i * n + i]
    }
    return step
  }
}

extension RankedScores {
  /// Rows of each group of equal scores, from the highest.
  var groupRows: [Double] { Self.differences(contacted) }
  /// Churners of each group.
  var groupChurners: [Double] { Self.differences(churners) }

  private static func differences(_ cumulative: [Int]) -> [Double] {
    cumulative.indices.map { Double(cumulative[$0] - ($0 == 0 ? 0 : cumulative[$0 - 1])) }
  }
}

/// ln(p / (1 - p)).
func logit(_ p: Double) -> Double { log(p) - log1p(-p) }
