extension LogisticLoss {
  /// The diagonal of the hat matrix, w xᵀ I⁻¹ x for each row: how much its own label moves its fitted value. They add
  /// up to the number of coefficients.
  /// - Parameter covariance: I⁻¹ with I = XᵀWX at `coefficients`; zeros for columns that are left out.
  func leverages(at coefficients: [Double], covariance: Matrix) -> [Double] {
    let contributions = design.contributions(of: coefficients)
    let parts = concurrentMap(count: design.blocks.count, jobs: jobs) { block -> [Double] in
      let predictor = design.product(contributions, block: block)
      let x = design.expanded(block: block)
      let forms = BLAS.rowProducts(x, BLAS.product(x, covariance))
      return zip(zip(predictor, forms), labels[design.rowRange(ofBlock: block)]).map { row, label in
        let probability = logistic(row.0)
        return weights(label) * probability * (1 - probability) * row.1
      }
    }
    return Array(parts.joined())
  }

  /// What Firth's penalty adds to the score: Σ h (½ - p) x.
  func firthScore(at coefficients: [Double], leverages: [Double]) -> [Double] {
    let contributions = design.contributions(of: coefficients)
    let ranges = design.parts
    let parts = concurrentMap(count: ranges.count, jobs: jobs) { part in
      var sums = design.transposedZeros
      for block in ranges[part] {
        let predictor = design.product(contributions, block: block)
        let terms = zip(predictor, leverages[design.rowRange(ofBlock: block)]).map { $1 * (0.5 - logistic($0)) }
        design.addTransposed(terms, block: block, to: &sums)
      }
      return sums
    }
    return design.transposedProduct(sumInOrder(parts))
  }
}
