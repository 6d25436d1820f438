/// A fitted logistic model: the encoder and one coefficient a standardised column.
public struct LogisticModel: Classifier, Codable, Equatable {
  public let encoder: DesignEncoder
  /// In the order of `encoder.columnNames`: the intercept first, the others for standardised columns.
  public let coefficients: [Double]
  public let iterations: Int
  public let notes: [String]

  init(encoder: DesignEncoder, solution: LogisticSolver.Solution) {
    self.encoder = encoder
    coefficients = solution.coefficients
    iterations = solution.iterations
    var notes = encoder.notes
    if solution.separated {
      notes.append("the columns separate the classes completely; only the penalty keeps the coefficients finite")
    }
    if !solution.converged {
      notes.append(
        "did not converge in \(solution.iterations) iterations (Newton decrement \(solution.decrement)); "
          + "raise max_iter or lower C")
    }
    self.notes = notes
  }

  init(_ fit: LikelihoodFit, _ maximum: LikelihoodFit.Maximum) {
    encoder = fit.encoder
    coefficients = maximum.coefficients
    iterations = maximum.iterations
    notes = fit.notes(maximum)
  }

  public func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    let size = 8192
    let blocks = concurrentMap(count: (rows.count + size - 1) / size, jobs: jobs) { block in
      let slice = rows[(block * size)..<min(rows.count, (block + 1) * size)]
      return encoder.linearPredictor(features, rows: slice, coefficients: coefficients).map(logistic)
    }
    return Array(blocks.joined())
  }
}
