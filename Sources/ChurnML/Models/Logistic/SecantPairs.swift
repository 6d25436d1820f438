/// What steps since a Hessian was taken say about how it has changed: the limited-memory BFGS update of its inverse
/// (Nocedal: Updating quasi-Newton matrices with limited storage, 1980), for a loss with a ridge on all coefficients but
/// the first.
struct SecantPairs {
  /// A step, and the change of the loss's gradient along it.
  private var pairs: [(step: [Double], change: [Double])] = []

  mutating func removeAll() { pairs = [] }

  /// Ignores a pair along which rounding hides the curvature.
  mutating func append(step: [Double], change: [Double]) {
    if dot(step, change) > 0 { pairs.append((step, change)) }
  }

  /// B⁻¹ v, B being the updated Hessian of loss and ridge.
  /// - Parameter factor: of the Hessian that was taken, with the ridge.
  func solve(_ vector: [Double], ridge: Double, factor: Cholesky) -> [Double] {
    let changes = pairs.map { pair in
      pair.change.indices.map { pair.change[$0] + ($0 == 0 ? 0 : ridge * pair.step[$0]) }
    }
    var rest = vector
    var shares = [Double](repeating: 0, count: pairs.count)
    for index in pairs.indices.reversed() {
      shares[index] = dot(pairs[index].step, rest) / dot(pairs[index].step, changes[index])
      add(-shares[index], changes[index], to: &rest)
    }
    var result = factor.solve(rest)
    for index in pairs.indices {
      let share = dot(changes[index], result) / dot(pairs[index].step, changes[index])
      add(shares[index] - share, pairs[index].step, to: &result)
    }
    return result
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  private func add(_ share: Double, _ vector: [Double], to sum: inout [Double]) {
    for index in sum.indices { sum[index] += share * vector[index] }
  }
}
