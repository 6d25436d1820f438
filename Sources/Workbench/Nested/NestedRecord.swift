internal import ChurnML

/// Nested cross-validation: what the whole search, with its cut-offs and calibrators, is worth on rows it never saw.
public struct NestedRecord: Codable, Sendable {
  /// What was tried of one model, or of the procedure that takes the best of all.
  public struct Pair: Codable, Sendable {
    /// The chosen point's value on the inner folds, one an outer fold.
    public let innerBest: FoldFigure
    public let outer: OuterFigure
    public let difference: Difference

    enum CodingKeys: String, CodingKey {
      case innerBest = "inner_best"
      case outer, difference
    }
  }

  /// Over outer folds, with the percentile interval of resampled customers.
  public struct OuterFigure: Codable, Sendable {
    public let mean: Double?
    public let std: Double?
    /// 95 %; null where the mean is.
    public let low: Double?
    public let high: Double?
    public let folds: [Double?]
    public let reason: String?

    enum CodingKeys: String, CodingKey {
      case mean, std, low, high, folds, reason
    }
  }

  /// Inner best minus outer, paired by outer fold, with the corrected resampled t (Nadeau and Bengio 2003).
  public struct Difference: Codable, Sendable {
    public let mean: Double?
    public let std: Double?
    public let standardError: Double?
    public let df: Double?
    public let low: Double?
    public let high: Double?
    public let folds: [Double?]
    /// Why mean or interval is missing.
    public let reason: String?

    enum CodingKeys: String, CodingKey {
      case mean, std
      case standardError = "standard_error"
      case df, low, high, folds, reason
    }
  }

  public struct Model: Codable, Sendable {
    public let pair: Pair
    /// On outer rows.
    public let metrics: NamedValues<FoldFigure>
    /// Chosen on the inner folds' scores, judged on outer rows.
    public let thresholds: NamedValues<ThresholdRecord>
    /// Of probabilities through a calibrator fitted to the inner folds' scores; nil where none is asked for.
    public let calibrated: NamedValues<FoldFigure>?
  }

  public struct Selected: Codable, Sendable {
    public let point: Int
    public let params: JSON
    public let innerBest: Double?
    public let outer: Double?

    enum CodingKeys: String, CodingKey {
      case point, params
      case innerBest = "inner_best"
      case outer
    }
  }

  /// What one outer fold's search chose.
  public struct OuterFold: Codable, Sendable {
    public let `repeat`: Int
    public let fold: Int
    public let rows: Int
    public let positives: Int
    /// Of all models; nil where none has a point.
    public let selected: RunRecord.Selection?
    public let innerBest: Double?
    public let outer: Double?
    public let difference: Double?
    public let models: NamedValues<Selected>

    enum CodingKeys: String, CodingKey {
      case `repeat`, fold, rows, positives, selected
      case innerBest = "inner_best"
      case outer, difference, models
    }
  }

  public let method: String
  public let folds: Int
  public let repeats: Int
  public let metric: String
  public let rule: String
  /// Of forests: outer x (inner x fit groups + 1).
  public let fitsPlanned: Int
  public let fitsRun: Int
  public let fitsReused: Int
  /// Of the procedure that takes the best of all models.
  public let pair: Pair
  public let models: NamedValues<Model>
  public let outerFolds: [OuterFold]
  public let note: String

  /// What the difference between inner best and outer score is made of.
  static let note =
    "The difference of inner best and outer score mixes two things: the optimism of having chosen the best of many, and that "
    + "inner folds learn from fewer rows than outer ones. The outer score is of the procedure, which may choose differently in "
    + "each outer fold, not of one point."
}
