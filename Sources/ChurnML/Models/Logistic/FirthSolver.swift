/// Maximum of the log-likelihood plus ½ log det I, Firth's penalty (Biometrika 1993), which keeps estimates finite
/// under separation (Heinze and Schemper 2002): Fisher scoring with the modified score
/// Σ (weight (y - p) + h (½ - p)) x, h the leverages, the step halved until the objective rises.
struct FirthSolver {
  private struct Point {
    let coefficients: [Double]
    let objective: Double
    let score: [Double]
    let information: Matrix
  }

  private static let largestStep = 5.0
  /// Of the objective, as a share of it.
  private static let rounding = 1e-13

  let loss: LogisticLoss
  /// Columns that others determine; they are not in the model.
  let aliased: [Int]

  /// - Parameter held: columns whose coefficients stay 0 while the penalty still knows them, as in a test of them.
  func maximise(
    from start: [Double], holding held: [Int] = [], tolerance: Double, maximumIterations: Int
  ) -> LikelihoodFit.Maximum? {
    guard var point = point(at: start) else { return nil }
    for iteration in 1...max(1, maximumIterations) {
      guard let factor = Cholesky(point.information.holding(held)) else { return nil }
      var score = point.score
      for index in held { score[index] = 0 }
      var step = factor.solve(score)
      let decrement = max(0, zip(score, step).reduce(0) { $0 + $1.0 * $1.1 }).squareRoot()
      let longest = step.map(abs).max() ?? 0
      if longest > Self.largestStep { step = step.map { $0 * Self.largestStep / longest } }
      if decrement > tolerance, let next = improve(point, along: step) {
        point = next
        continue
      }
      return maximum(point, iterations: iteration, converged: decrement < max(tolerance, 1e-5))
    }
    return maximum(point, iterations: maximumIterations, converged: false)
  }

  private func improve(_ point: Point, along step: [Double]) -> Point? {
    // Close to the maximum a step raises the objective by less than its own rounding.
    let least = point.objective - Self.rounding * abs(point.objective)
    var share = 1.0
    for _ in 0..<20 {
      let candidate = zip(point.coefficients, step).map { $0 + share * $1 }
      if let next = self.point(at: candidate), next.objective > least { return next }
      share /= 2
    }
    return nil
  }

  private func point(at coefficients: [Double]) -> Point? {
    let value = loss.value(at: coefficients)
    let information = loss.hessian(at: coefficients).holding(aliased)
    guard let factor = Cholesky(information) else { return nil }
    let leverages = loss.leverages(at: coefficients, covariance: factor.inverse().clearing(aliased))
    var score = zip(loss.firthScore(at: coefficients, leverages: leverages), value.gradient).map { $0 - $1 }
    for index in aliased { score[index] = 0 }
    return Point(
      coefficients: coefficients, objective: factor.logDeterminant / 2 - value.loss, score: score,
      information: information)
  }

  private func maximum(_ point: Point, iterations: Int, converged: Bool) -> LikelihoodFit.Maximum? {
    Cholesky(point.information).map { factor in
      LikelihoodFit.Maximum(
        coefficients: point.coefficients, objective: point.objective,
        covariance: factor.inverse().clearing(aliased), iterations: iterations, converged: converged)
    }
  }
}
