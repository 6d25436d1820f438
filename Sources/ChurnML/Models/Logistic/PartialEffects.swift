/// What one column adds to the log odds over its range, the others staying as they are, with a pointwise band.
public struct PartialEffect: Sendable, Codable, Equatable {
  public struct Point: Sendable, Codable, Equatable {
    /// The number, for a numeric column.
    public let number: Double?
    /// The category, `(missing)` among them, for a categorical one.
    public let category: String?
    /// Log odds against the average over the rows.
    public let effect: Double
    public let low: Double
    public let high: Double
  }

  public let column: String
  public let points: [Point]
}

extension LogisticModel {
  /// The effect of every column, at equally spaced numbers between the .01 and .99 quantiles, or at each category.
  ///
  /// Bands take the curvature of the penalised likelihood as precision: the posterior's, seen as Bayes would (Wood
  /// 2006). Products of columns are not shown.
  /// - Parameters:
  ///   - rows: those the model was fitted on.
  ///   - parameters: the hyperparameters it was fitted with.
  public func partialEffects(
    _ data: Dataset, rows: [Int], parameters: [String: HyperparameterValue], level: Double = 0.95, points: Int = 41,
    jobs: Int
  ) -> [PartialEffect] {
    guard let covariance = covariance(data, rows: rows, LogisticSettings(parameters), jobs: jobs) else { return [] }
    let band = normalQuantile((1 + level) / 2)
    func point(_ values: [Double], from column: Int, number: Double? = nil, category: String? = nil)
      -> PartialEffect.Point
    {
      var direction = [Double](repeating: 0, count: coefficients.count)
      direction.replaceSubrange(column..<(column + values.count), with: values)
      let effect = zip(direction, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      let error = max(0, covariance.quadraticForm(direction)).squareRoot()
      return PartialEffect.Point(
        number: number, category: category, effect: effect, low: effect - band * error, high: effect + band * error)
    }
    var effects: [PartialEffect] = []
    var column = 1
    for term in encoder.numeric {
      let grid = grid(data.features[term.feature], rows: rows, points: points)
      effects.append(
        PartialEffect(
          column: term.name, points: grid.map { point(term.values(at: $0), from: column, number: $0) }))
      column += term.columns
    }
    column += encoder.interactions.reduce(0) { $0 + $1.columns }
    for term in encoder.coded {
      let states = term.states.enumerated().map { state, name in
        point(term.values(ofState: state), from: column, category: name)
      }
      effects.append(PartialEffect(column: term.name, points: states))
      column += term.columns
    }
    return effects
  }

  private func covariance(_ data: Dataset, rows: [Int], _ settings: LogisticSettings, jobs: Int) -> Matrix? {
    let labels = rows.map { data.labels[$0] }
    let design = DesignMatrix(encoder, data.features, rows: rows, jobs: jobs)
    let loss = LogisticLoss(
      design: design, labels: labels, weights: settings.shared.balanced ? .balanced(labels: labels) : .equal, jobs: jobs
    )
    var precision = loss.hessian(at: coefficients)
    guard settings.shared.penalty == .l2 else {
      let aliased = design.gram(jobs: jobs).aliasedColumns()
      return Cholesky(precision.holding(aliased))?.inverse().clearing(aliased)
    }
    for index in 1..<max(1, precision.rows) { precision[index, index] += 1 / settings.inversePenalty }
    return Cholesky(precision)?.inverse()
  }

  private func grid(_ column: Column, rows: [Int], points: Int) -> [Double] {
    guard case .numeric(let numbers) = column.values else { return [] }
    var order = OrderStatistics(rows.map { numbers[$0] }.filter { !$0.isNaN })
    let (low, high) = (order.quantile(0.01), order.quantile(0.99))
    return (0..<points).map { low + (high - low) * Double($0) / Double(max(1, points - 1)) }
  }
}
