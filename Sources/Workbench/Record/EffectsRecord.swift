public import ChurnML

/// `effects.json`: what the run's linear models say about the columns, fitted on all rows.
public struct EffectsRecord: Codable, Sendable {
  public struct Model: Codable, Sendable {
    public let model: String
    /// Of plain logistic regression, with the reason where there is none.
    public let inference: Inference?
    public let reason: String?
    /// Of the very model that leaves the run, on the log odds against the average customer.
    public let partialEffects: [PartialEffect]

    enum CodingKeys: String, CodingKey {
      case model, inference, reason
      case partialEffects = "partial_effects"
    }
  }

  /// Estimates without a ridge, so that standard errors and tests mean what they say.
  public struct Inference: Codable, Sendable {
    /// `none` (maximum likelihood) or `firth`.
    public let penalty: String
    public let rows: Int
    public let level: Double
    public let logLikelihood: Double
    public let nullLogLikelihood: Double
    public let deviance: Double
    public let nullDeviance: Double
    public let aic: Double
    public let bic: Double
    /// Of all columns against the intercept alone.
    public let likelihoodRatio: Test
    /// The intercept first; in the columns' own units.
    public let coefficients: [Coefficient]
    /// Of the model against it without one data column.
    public let columns: [Test]
    public let leverage: Leverage
    public let notes: [String]

    enum CodingKeys: String, CodingKey {
      case penalty, rows, level, deviance, aic, bic, coefficients, columns, leverage, notes
      case logLikelihood = "log_likelihood"
      case nullLogLikelihood = "null_log_likelihood"
      case nullDeviance = "null_deviance"
      case likelihoodRatio = "likelihood_ratio"
    }
  }

  public struct Coefficient: Codable, Sendable {
    public let column: String
    public let estimate: Double?
    public let standardError: Double?
    public let z: Double?
    public let pValue: Double?
    public let low: Double?
    public let high: Double?
    public let oddsRatio: Double?
    public let oddsRatioLow: Double?
    public let oddsRatioHigh: Double?

    enum CodingKeys: String, CodingKey {
      case column, estimate, z, low, high
      case standardError = "standard_error"
      case pValue = "p_value"
      case oddsRatio = "odds_ratio"
      case oddsRatioLow = "odds_ratio_low"
      case oddsRatioHigh = "odds_ratio_high"
    }
  }

  public struct Test: Codable, Sendable {
    /// Nil for all of them.
    public let column: String?
    public let statistic: Double
    public let df: Int
    public let pValue: Double

    enum CodingKeys: String, CodingKey {
      case column, statistic, df
      case pValue = "p_value"
    }
  }

  /// How much a customer's own label moves its fitted value, from 0 to 1.
  public struct Leverage: Codable, Sendable {
    public struct Row: Codable, Sendable {
      /// Counted from 0 in the file's order, as in `predictions.csv`.
      public let row: Int
      public let leverage: Double
    }

    /// The number of coefficients.
    public let sum: Double
    public let mean: Double
    /// The customers with the most, these first.
    public let most: [Row]
  }

  public let models: [Model]
}

extension EffectsRecord.Inference {
  /// - Parameter rows: the data's rows that the inference is of, in its order.
  init(_ inference: LogisticInference, rows: [Int], level: Double, notes: [String]) {
    self.init(
      penalty: inference.isFirth ? "firth" : "none", rows: rows.count, level: level,
      logLikelihood: inference.logLikelihood, nullLogLikelihood: inference.nullLogLikelihood,
      deviance: inference.deviance, nullDeviance: inference.nullDeviance, aic: inference.aic, bic: inference.bic,
      likelihoodRatio: .init(inference.overall), coefficients: inference.effects.map { .init($0) },
      columns: inference.columns.map { .init($0) }, leverage: .init(inference.leverage, rows: rows), notes: notes)
  }
}

extension EffectsRecord.Coefficient {
  fileprivate init(_ effect: LogisticInference.Effect) {
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    self.init(
      column: effect.column, estimate: finite(effect.estimate), standardError: finite(effect.standardError),
      z: finite(effect.z), pValue: finite(effect.pValue), low: finite(effect.low), high: finite(effect.high),
      oddsRatio: finite(effect.oddsRatio), oddsRatioLow: finite(effect.oddsRatioLow),
      oddsRatioHigh: finite(effect.oddsRatioHigh))
  }
}

extension EffectsRecord.Test {
  fileprivate init(_ test: LogisticInference.Test) {
    self.init(
      column: test.column.isEmpty ? nil : test.column, statistic: test.statistic, df: test.df, pValue: test.pValue)
  }
}

extension EffectsRecord.Leverage {
  private static let shown = 10

  fileprivate init(_ leverage: [Double], rows: [Int]) {
    let order = leverage.indices.sorted { (leverage[$1], $0) < (leverage[$0], $1) }
    let sum = leverage.reduce(0, +)
    self.init(
      sum: sum, mean: sum / Double(max(1, leverage.count)),
      most: order.prefix(Self.shown).map { Row(row: rows[$0], leverage: leverage[$0]) })
  }
}
