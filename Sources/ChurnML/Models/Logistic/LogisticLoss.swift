internal import Foundation

/// 1 / (1 + e⁻ˣ), without overflow.
func logistic(_ x: Double) -> Double {
  let small = exp(-abs(x))
  return x >= 0 ? 1 / (1 + small) : small / (1 + small)
}

/// The weighted negative log-likelihood of a logistic model over the rows of a design matrix, with its derivatives.
struct LogisticLoss: Sendable {
  let design: DesignMatrix
  /// One a row of the design matrix.
  let labels: [UInt8]
  let weights: ClassWeights
  let jobs: Int

  struct Value: Sendable {
    let loss: Double
    let gradient: [Double]
    /// The least linear predictor of a churner minus the greatest of a stayer; positive when the model separates
    /// the classes completely.
    let margin: Double
  }

  /// Σ weight x log loss, and its gradient Xᵀ W (p - y).
  func value(at coefficients: [Double]) -> Value {
    let contributions = design.contributions(of: coefficients)
    let parts = concurrentMap(count: design.blocks.count, jobs: jobs) { block in
      let predictor = design.product(contributions, block: block)
      let first = design.rowRange(ofBlock: block).lowerBound
      var residuals = predictor
      var loss = 0.0
      var lowest = Double.infinity
      var highest = -Double.infinity
      for (index, x) in predictor.enumerated() {
        let label = labels[first + index]
        let small = exp(-abs(x))
        let weight = weights(label)
        let probability = (x >= 0 ? 1 : small) / (1 + small)
        if label == 1 { lowest = min(lowest, x) } else { highest = max(highest, x) }
        loss += weight * (log1p(small) + max(x, 0) - (label == 1 ? x : 0))
        residuals[index] = weight * (probability - Double(label))
      }
      return (loss: loss, sums: design.transposedSums(residuals, block: block), lowest: lowest, highest: highest)
    }
    return Value(
      loss: parts.reduce(0) { $0 + $1.loss },
      gradient: design.transposedProduct(sumInOrder(parts.map(\.sums))),
      margin: parts.reduce(.infinity) { min($0, $1.lowest) } - parts.reduce(-.infinity) { max($0, $1.highest) })
  }

  /// XᵀWX with W = weight x p (1 - p).
  func hessian(at coefficients: [Double]) -> Matrix {
    let contributions = design.contributions(of: coefficients)
    let parts = concurrentMap(count: design.blocks.count, jobs: jobs) { block in
      let first = design.rowRange(ofBlock: block).lowerBound
      var curvature = design.product(contributions, block: block)
      for index in curvature.indices {
        let small = exp(-abs(curvature[index]))
        curvature[index] = weights(labels[first + index]) * small / ((1 + small) * (1 + small))
      }
      return design.gramSums(curvature, block: block)
    }
    return design.gram(sumInOrder(parts))
  }
}
