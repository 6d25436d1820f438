/// A logistic model by maximum likelihood, or by Firth's penalised likelihood: a level of each categorical column is
/// its reference, and columns that others determine are left out, so that coefficients are defined.
struct LikelihoodFit: Sendable {
  enum Penalty: String, Sendable, Codable { case none, firth }

  struct Maximum: Sendable {
    /// Of the standardised columns; 0 for those left out.
    let coefficients: [Double]
    /// The (penalised) log-likelihood.
    let objective: Double
    /// The inverse of the information; zeros for columns left out.
    let covariance: Matrix
    let iterations: Int
    let converged: Bool
  }

  let encoder: DesignEncoder
  let loss: LogisticLoss
  let penalty: Penalty
  /// Columns left out because earlier ones determine them.
  let aliased: [Int]
  let tolerance: Double
  let maximumIterations: Int

  /// - Parameter rows: hold both classes.
  init(
    _ data: Dataset, rows: [Int], penalty: Penalty, balanced: Bool = false, tolerance: Double = 1e-9,
    maximumIterations: Int = 100, jobs: Int
  ) {
    let labels = rows.map { data.labels[$0] }
    let encoder = DesignEncoder(fitting: data.features, rows: rows, coding: .reference, jobs: jobs)
    let design = DesignMatrix(encoder, data.features, rows: rows, jobs: jobs)
    self.encoder = encoder
    self.penalty = penalty
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    loss = LogisticLoss(
      design: design, labels: labels, weights: balanced ? .balanced(labels: labels) : .equal, jobs: jobs)
    aliased = design.gram(jobs: jobs).aliasedColumns()
  }

  /// - Parameter held: columns whose coefficients are 0, as a hypothesis to be tested has it.
  /// - Returns: nil where the information can not be computed with.
  func maximise(holding held: [Int] = [], from start: [Double]? = nil) -> Maximum? {
    var start = start ?? loss.constantModel
    for index in held { start[index] = 0 }
    switch penalty {
    case .firth:
      return FirthSolver(loss: loss, aliased: aliased).maximise(
        from: start, holding: held, tolerance: tolerance, maximumIterations: maximumIterations)
    case .none:
      let left = aliased + held
      var solver = LogisticSolver(loss, from: start, holding: left)
      let solution = solver.minimise(ridge: 0, tolerance: tolerance, maximumIterations: maximumIterations)
      guard let factor = Cholesky(loss.hessian(at: solution.coefficients).holding(left)) else { return nil }
      return Maximum(
        coefficients: solution.coefficients, objective: -loss.value(at: solution.coefficients).loss,
        covariance: factor.inverse().clearing(left), iterations: solution.iterations,
        converged: solution.converged)
    }
  }

  /// Columns whose estimates have no end, as classes are separated. An estimate that runs away takes the information about
  /// it along; no honest standard error of a standardised column is this large.
  func unboundedColumns(_ maximum: Maximum) -> [Int] {
    encoder.columnNames.indices.dropFirst().filter { maximum.covariance[$0, $0] > 1e4 }
  }

  /// Words about columns left out, estimates that are not finite, and a search that did not end.
  func notes(_ maximum: Maximum) -> [String] {
    let names = encoder.columnNames
    var notes = encoder.notes
    if !aliased.isEmpty {
      notes.append("left out, determined by other columns: \(aliased.map { names[$0] }.joined(separator: ", "))")
    }
    let lost = unboundedColumns(maximum)
    if !lost.isEmpty {
      notes.append(
        "separation: no finite estimate for \(lost.map { names[$0] }.joined(separator: ", ")); "
          + "use penalty: firth or l2")
    }
    if !maximum.converged {
      notes.append("did not converge in \(maximum.iterations) iterations; raise max_iter or use penalty: firth or l2")
    }
    return notes
  }
}

extension DesignMatrix {
  /// XᵀX.
  func gram(jobs: Int) -> Matrix {
    let ranges = parts
    let sums = concurrentMap(count: ranges.count, jobs: jobs) { part in
      var sums = gramZeros
      for block in ranges[part] {
        addGram([Double](repeating: 1, count: blocks[block].rows), block: block, to: &sums)
      }
      return sums
    }
    return gram(sumInOrder(sums))
  }
}

extension Matrix {
  /// With zeros in the rows and columns of `indices`.
  func clearing(_ indices: [Int]) -> Matrix {
    var matrix = holding(indices)
    for index in indices { matrix[index, index] = 0 }
    return matrix
  }
}
