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

  /// The best model of the constant alone; both classes must occur.
  var constantModel: [Double] {
    let positives = Double(labels.count(where: { $0 == 1 }))
    let odds = weights.positive * positives / (weights.negative * (Double(labels.count) - positives))
    return [log(odds)] + [Double](repeating: 0, count: design.columns - 1)
  }

  /// Σ weight x log loss, and its gradient Xᵀ W (p - y).
  func value(at coefficients: [Double]) -> Value {
    let contributions = design.contributions(of: coefficients)
    let ranges = design.parts
    let parts = concurrentMap(count: ranges.count, jobs: jobs) { part in
      var sums = Sums()
      var gradient = design.transposedZeros
      for block in ranges[part] {
        var residuals = design.product(contributions, block: block)
        replaceByResiduals(&residuals, labels: labels[design.rowRange(ofBlock: block)], &sums)
        design.addTransposed(residuals, block: block, to: &gradient)
      }
      return (sums: sums, gradient: gradient)
    }
    return Value(
      loss: parts.reduce(0) { $0 + $1.sums.loss },
      gradient: design.transposedProduct(sumInOrder(parts.map(\.gradient))),
      margin: parts.reduce(.infinity) { min($0, $1.sums.lowest) }
        - parts.reduce(-.infinity) { max($0, $1.sums.highest) })
  }

  private struct Sums: Sendable {
    var loss = 0.0
    /// Of the churners' linear predictors.
    var lowest = Double.infinity
    /// Of the stayers'.
    var highest = -Double.infinity
  }

  /// Turns linear predictors x into residuals weight x (p - y).
  ///
  /// With t = -x for churners and x for stayers the log loss is log1p(e^-|t|) + max(t, 0), and |p - y| is logistic(t).
  /// The logarithms of a class are taken together, as that of a product; what is too small to change 1 by much is
  /// added by its series. The loop has no branches: labels would be mispredicted.
  private func replaceByResiduals(_ predictor: inout [Double], labels: ArraySlice<UInt8>, _ sums: inout Sums) {
    var rest = (negative: 0.0, positive: 0.0)
    let negligible = 0x1p-20
    predictor.withUnsafeMutableBufferPointer { predictor in
      labels.withUnsafeBufferPointer { labels in
        // The product of 512 factors of at most 2 is finite.
        for start in stride(from: 0, to: predictor.count, by: 512) {
          var product = (negative: 1.0, positive: 1.0)
          for row in start..<min(predictor.count, start + 512) {
            let x = predictor[row]
            let churned = labels[row] == 1
            let t = churned ? -x : x
            let small = exp(-abs(t))
            let error = (t >= 0 ? 1 : small) / (1 + small)
            predictor[row] = error * (churned ? -weights.positive : weights.negative)
            let added = max(t, 0) + (small < negligible ? small - small * small / 2 : 0)
            let factor = small < negligible ? 1 : 1 + small
            product.negative *= churned ? 1 : factor
            product.positive *= churned ? factor : 1
            rest.negative += churned ? 0 : added
            rest.positive += churned ? added : 0
            sums.lowest = min(sums.lowest, churned ? x : .infinity)
            sums.highest = max(sums.highest, churned ? -.infinity : x)
          }
          rest.negative += log(product.negative)
          rest.positive += log(product.positive)
        }
      }
    }
    sums.loss += weights.negative * rest.negative + weights.positive * rest.positive
  }

  /// XᵀWX with W = weight x p (1 - p).
  func hessian(at coefficients: [Double]) -> Matrix {
    let contributions = design.contributions(of: coefficients)
    let ranges = design.parts
    let parts = concurrentMap(count: ranges.count, jobs: jobs) { part in
      var sums = design.gramZeros
      for block in ranges[part] {
        var curvature = design.product(contributions, block: block)
        for (index, label) in labels[design.rowRange(ofBlock: block)].enumerated() {
          let small = exp(-abs(curvature[index]))
          curvature[index] = weights(label) * small / ((1 + small) * (1 + small))
        }
        design.addGram(curvature, block: block, to: &sums)
      }
      return sums
    }
    return design.gram(sumInOrder(parts))
  }

  /// The same over every `step`-th block of rows.
  func sampled(every step: Int) -> LogisticLoss {
    let blocks = stride(from: 0, to: design.blocks.count, by: step)
    return LogisticLoss(
      design: DesignMatrix(every: step, of: design), labels: blocks.flatMap { labels[design.rowRange(ofBlock: $0)] },
      weights: weights, jobs: jobs)
  }
}
