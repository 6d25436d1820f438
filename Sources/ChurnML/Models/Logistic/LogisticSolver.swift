internal import Foundation

/// Newton's method for `loss(b) + ridge/2 |b|²`, the constant's coefficient b₀ unpenalised, for a sequence of ridges.
///
/// The Hessian costs more than a gradient and changes little near the optimum, so it is kept, updated by the steps made
/// with it, as long as they shrink the Newton decrement well, and from one ridge to the next. A step is halved until the
/// objective falls. Where the Hessian is singular to rounding, a small multiple of the identity is added.
struct LogisticSolver {
  struct Solution {
    let coefficients: [Double]
    let iterations: Int
    /// The Newton decrement (gᵀH⁻¹g)½ left: the distance to the optimum in units of standard errors.
    let decrement: Double
    let converged: Bool
    /// Whether the linear predictor separates the classes completely.
    let separated: Bool
  }

  private let loss: LogisticLoss
  private let held: [Int]
  private var coefficients: [Double]
  private var value: LogisticLoss.Value
  private var hessian: Matrix
  private var hessianIsCurrent = true
  /// Since the Hessian was taken.
  private var pairs = SecantPairs()

  /// Starts from given coefficients, or from the constant alone; both classes must occur.
  /// - Parameter held: columns whose coefficients stay as they start.
  init(_ loss: LogisticLoss, from start: [Double]? = nil, holding held: [Int] = []) {
    self.loss = loss
    self.held = held
    coefficients = start ?? loss.constantModel
    value = loss.value(at: coefficients)
    hessian = loss.hessian(at: coefficients)
  }

  /// Starts a long search from the solution of a short one: that of one row in 16, where there are many.
  static func starting(_ loss: LogisticLoss, ridge: Double) -> LogisticSolver {
    let step = 16
    guard loss.design.blocks.count >= 8 * step else { return LogisticSolver(loss) }
    let sample = loss.sampled(every: step)
    guard Set(sample.labels).count == 2 else { return LogisticSolver(loss) }
    var solver = LogisticSolver(sample)
    let solution = solver.minimise(ridge: ridge / Double(step), tolerance: 0.1, maximumIterations: 20)
    return LogisticSolver(loss, from: solution.coefficients)
  }

  /// The minimum, searched from where the last call ended.
  /// - Parameter tolerance: the search ends with a step after which the Newton decrement is at most this.
  mutating func minimise(ridge: Double, tolerance: Double, maximumIterations: Int) -> Solution {
    var factor = factored(ridge: ridge)
    var last = Double.infinity
    for iteration in 1...max(1, maximumIterations) {
      var (step, decrement) = newtonStep(factor, ridge: ridge)
      if !hessianIsCurrent, decrement > tolerance, isSlow(decrement, after: last, tolerance: tolerance) {
        refreshHessian()
        factor = factored(ridge: ridge)
        (step, decrement) = newtonStep(factor, ridge: ridge)
      }
      // A step shrinks the decrement about as the one before did, if a tenth as well; a very good one is not taken for a
      // rule.
      let expected = decrement * (last.isFinite ? max(0.03, min(1, 10 * decrement / last)) : 1)
      if expected <= tolerance { return solution(step, expected, iteration, converged: true) }
      if !move(along: step, decrement: decrement, ridge: ridge) {
        if hessianIsCurrent {
          // No step however small lowers the objective: the optimum is as near as rounding lets it be seen.
          return solution(step.map { _ in 0 }, decrement, iteration, converged: decrement < 1e-5)
        }
        refreshHessian()
        factor = factored(ridge: ridge)
      }
      last = decrement
    }
    let decrement = newtonStep(factor, ridge: ridge).decrement
    return solution(
      coefficients.map { _ in 0 }, decrement, maximumIterations, converged: decrement <= tolerance)
  }

  /// Whether six more steps as good as the last one would not do: a new Hessian, which costs about two of them, pays.
  private func isSlow(_ decrement: Double, after last: Double, tolerance: Double) -> Bool {
    last.isFinite && log(decrement / tolerance) > 6 * log(last / decrement)
  }

  private func solution(_ step: [Double], _ decrement: Double, _ iterations: Int, converged: Bool) -> Solution {
    Solution(
      coefficients: zip(coefficients, step).map { $0 + $1 }, iterations: iterations, decrement: decrement,
      converged: converged, separated: value.margin > 0)
  }

  private func factored(ridge: Double) -> Cholesky? {
    var penalised = hessian
    for index in 1..<max(1, penalised.rows) { penalised[index, index] += ridge }
    return Cholesky(penalised.holding(held))
  }

  private mutating func refreshHessian() {
    hessian = loss.hessian(at: coefficients)
    hessianIsCurrent = true
    pairs.removeAll()
  }

  private func newtonStep(_ factor: Cholesky?, ridge: Double) -> (step: [Double], decrement: Double) {
    var gradient = value.gradient
    for index in gradient.indices.dropFirst() { gradient[index] += ridge * coefficients[index] }
    for index in held { gradient[index] = 0 }
    guard let factor else { return (gradient.map { _ in 0 }, .infinity) }
    let step = pairs.solve(gradient.map { -$0 }, ridge: ridge, factor: factor)
    let square = zip(gradient, step).reduce(0) { $0 - $1.0 * $1.1 }
    return (step, max(0, square).squareRoot())
  }

  /// Halves the step until the objective falls by a part of what its slope promises (Armijo), or until it is lost in
  /// rounding; false if it never falls.
  private mutating func move(along step: [Double], decrement: Double, ridge: Double) -> Bool {
    let start = objective(value, coefficients, ridge: ridge)
    var share = 1.0
    for _ in 0..<(hessianIsCurrent ? 30 : 1) {
      let candidate = zip(coefficients, step).map { $0 + share * $1 }
      let next = loss.value(at: candidate)
      let change = objective(next, candidate, ridge: ridge) - start
      if change <= 1e-12 * abs(start) - 1e-4 * share * decrement * decrement {
        var gradientChange = zip(next.gradient, value.gradient).map { $0 - $1 }
        for index in held { gradientChange[index] = 0 }
        pairs.append(step: step.map { share * $0 }, change: gradientChange)
        coefficients = candidate
        value = next
        hessianIsCurrent = false
        return true
      }
      share /= 2
    }
    return false
  }

  private func objective(_ value: LogisticLoss.Value, _ coefficients: [Double], ridge: Double) -> Double {
    value.loss + ridge / 2 * coefficients.dropFirst().reduce(0) { $0 + $1 * $1 }
  }
}
