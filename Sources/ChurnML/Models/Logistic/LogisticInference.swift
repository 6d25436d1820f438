internal import Foundation

/// What a logistic model says about the columns: estimates in their own units, how sure they are, and tests; by maximum
/// likelihood, or Firth's penalised likelihood where classes are separated.
public struct LogisticInference: Sendable, Codable, Equatable {
  /// One coefficient, per unit of its column or against its column's first category.
  public struct Effect: Sendable, Codable, Equatable {
    public let column: String
    public let estimate: Double
    public let standardError: Double
    /// Wald's test of 0: estimate / standard error, and its two-sided normal probability.
    public let z: Double
    public let pValue: Double
    /// Wald's interval.
    public let low: Double
    public let high: Double
    public var oddsRatio: Double { exp(estimate) }
    public var oddsRatioLow: Double { exp(low) }
    public var oddsRatioHigh: Double { exp(high) }
  }

  /// A likelihood-ratio test: twice the log-likelihood lost without the columns, against chi-square.
  public struct Test: Sendable, Codable, Equatable {
    /// The data's column; empty for all of them.
    public let column: String
    public let statistic: Double
    public let df: Int
    public let pValue: Double
  }

  /// The intercept first.
  public let effects: [Effect]
  /// Of the model against the intercept alone.
  public let overall: Test
  /// Of the model against it without one data column, with all that column's coefficients.
  public let columns: [Test]
  /// Penalised, under Firth's penalty: with ½ log det of the information about the columns in their own units.
  public let logLikelihood: Double
  public let nullLogLikelihood: Double
  /// One a row, in the order given; they add up to the number of coefficients.
  public let leverage: [Double]
  /// Whether Firth's penalty was used.
  public let isFirth: Bool
  /// Whether classes are so separated that an estimate is not finite.
  public let isSeparated: Bool
  public let notes: [String]

  public var deviance: Double { -2 * logLikelihood }
  public var nullDeviance: Double { -2 * nullLogLikelihood }
  public var aic: Double { deviance + 2 * Double(effects.count) }
  public var bic: Double { deviance + log(Double(leverage.count)) * Double(effects.count) }

  /// - Parameters:
  ///   - rows: those the model is fitted on; throws `Undefined` where they are of one class.
  ///   - firth: whether Firth's penalty is used.
  ///   - level: of the intervals.
  public init(_ data: Dataset, rows: [Int], firth: Bool = false, level: Double = 0.95, jobs: Int) throws(Undefined) {
    let positives = rows.count(where: { data.labels[$0] == 1 })
    guard positives > 0, positives < rows.count else {
      throw Undefined("the rows are of one class, which leaves nothing to infer")
    }
    let fit = LikelihoodFit(data, rows: rows, penalty: firth ? .firth : .none, jobs: jobs)
    try self.init(fit, level: level, testingColumns: true)
  }

  /// - Parameter testingColumns: whether each column is tested, which takes a fit of its own.
  init(_ fit: LikelihoodFit, level: Double, testingColumns: Bool) throws(Undefined) {
    let all = fit.encoder.columnNames.indices.filter { !fit.aliased.contains($0) }
    guard let full = fit.maximise(), let null = fit.maximise(holding: all.filter { $0 > 0 }) else {
      throw Undefined("the information matrix has numbers that are not finite")
    }
    func test(_ column: String, _ maximum: LikelihoodFit.Maximum, df: Int) -> Test {
      let statistic = max(0, 2 * (full.objective - maximum.objective))
      return Test(
        column: column, statistic: statistic, df: df,
        pValue: df > 0 ? chiSquareSurvival(statistic, df: Double(df)) : 1)
    }
    var columns: [Test] = []
    for group in testingColumns ? fit.encoder.columnsByFeature : [] {
      let held = group.columns.filter { !fit.aliased.contains($0) }
      if !held.isEmpty, let without = fit.maximise(holding: held, from: full.coefficients) {
        columns.append(test(group.name, without, df: held.count))
      }
    }
    let quantile = normalQuantile((1 + level) / 2)
    effects = all.map { Self.effect($0, fit, full, quantile: quantile) }
    overall = test("", null, df: all.count - 1)
    self.columns = columns
    let scales = fit.encoder.scales
    // The information about x is that about x / deviation, times its square.
    let unit = fit.penalty == .firth ? all.dropFirst().reduce(0) { $0 + log(scales[$1 - 1].deviation) } : 0
    logLikelihood = full.objective + unit
    nullLogLikelihood = null.objective + unit
    leverage = fit.loss.leverages(at: full.coefficients, covariance: full.covariance)
    isFirth = fit.penalty == .firth
    isSeparated = !fit.unboundedColumns(full).isEmpty
    notes = fit.notes(full)
  }

  /// In the column's own units: the coefficient of x is that of (x - mean) / deviation over the deviation, and the
  /// intercept takes the means back.
  private static func effect(
    _ index: Int, _ fit: LikelihoodFit, _ maximum: LikelihoodFit.Maximum, quantile: Double
  ) -> Effect {
    let scales = fit.encoder.scales
    var direction = [Double](repeating: 0, count: maximum.coefficients.count)
    if index == 0 {
      direction[0] = 1
      for (column, scale) in scales.enumerated() { direction[column + 1] = -scale.mean / scale.deviation }
    } else {
      direction[index] = 1 / scales[index - 1].deviation
    }
    let estimate = zip(direction, maximum.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    let error = maximum.covariance.quadraticForm(direction).squareRoot()
    return Effect(
      column: fit.encoder.columnNames[index], estimate: estimate, standardError: error, z: estimate / error,
      pValue: normalTwoSided(estimate / error), low: estimate - quantile * error, high: estimate + quantile * error)
  }
}

extension DesignEncoder {
  /// The standardisation of each column but the constant, where none is a spline or an interaction.
  fileprivate var scales: [Standardisation] { numeric.map(\.standardisation) + coded.flatMap(\.scales) }

  /// The design columns that belong to one data column.
  var columnsByFeature: [(name: String, columns: [Int])] {
    var columns: [Int: (name: String, columns: [Int])] = [:]
    var next = 1
    for (feature, name, count) in numeric.map({ ($0.feature, $0.name, $0.columns) })
      + coded.map({ ($0.feature, $0.name, $0.columns) })
    {
      columns[feature, default: (name, [])].columns += next..<(next + count)
      next += count
    }
    return columns.sorted { $0.key < $1.key }.map(\.value)
  }
}
