/// A model beside the reference, on the same folds: the difference, what it comes to, and the tests.
public struct ComparisonRecord: Codable, Sendable {
  public let model: String
  public let reference: String
  public let metric: String
  public let difference: Difference
  /// A difference of at most so much does not matter.
  public let rope: Double
  public let primary: Primary
  public let appendix: Appendix
  /// The primary test's p-value after Holm's correction for all comparisons of the run.
  public internal(set) var holmP: Double?
  /// How the two sides were chosen: `after selection` where either is the best of several points on these very folds.
  public let basis: String
  /// In plain words.
  public internal(set) var verdict: String

  /// Model minus reference.
  public struct Difference: Codable, Sendable {
    public let mean: Double?
    /// Over folds, ddof 0.
    public let std: Double?
    /// The primary test's 95 % interval.
    public let low: Double?
    public let high: Double?
    public let folds: [Double?]
    /// Why mean or interval is missing.
    public let reason: String?

    enum CodingKeys: String, CodingKey {
      case mean, std, low, high, folds, reason
    }
  }

  /// The test named in the experiment file, or DeLong's where there is one split, whose folds have no spread.
  public struct Primary: Codable, Sendable {
    public let test: String
    public let standardError: Double?
    /// null for a normal distribution.
    public let df: Double?
    public let pValue: Double?
    public let posterior: Posterior?

    enum CodingKeys: String, CodingKey {
      case test
      case standardError = "standard_error"
      case df
      case pValue = "p_value"
      case posterior
    }
  }

  /// Under a flat prior. Left is the model's figure being higher by more than `rope`, right the reference's, as in
  /// baycomp; `better` knows the metric's direction.
  public struct Posterior: Codable, Sendable {
    public let rope: Double
    public let pLeft: Double
    public let pRope: Double
    public let pRight: Double
    public let pModelBetter: Double
    public let pReferenceBetter: Double

    enum CodingKeys: String, CodingKey {
      case rope
      case pLeft = "p_left"
      case pRope = "p_rope"
      case pRight = "p_right"
      case pModelBetter = "p_model_better"
      case pReferenceBetter = "p_reference_better"
    }
  }

  public struct CorrectedT: Codable, Sendable {
    public let t: Double
    public let df: Double
    public let standardError: Double
    public let low: Double
    public let high: Double
    public let pValue: Double

    enum CodingKeys: String, CodingKey {
      case t, df
      case standardError = "standard_error"
      case low, high
      case pValue = "p_value"
    }
  }

  /// Of the area under the ROC curve, whatever the search's metric.
  public struct DeLongTest: Codable, Sendable {
    public let difference: Double
    /// null, as `p_value`, where both rank the customers alike.
    public let z: Double?
    public let pValue: Double?

    enum CodingKeys: String, CodingKey {
      case difference, z
      case pValue = "p_value"
    }
  }

  public struct DeLongTests: Codable, Sendable {
    /// The mean over folds; customers of several repeats counted once.
    public let mean: DeLongTest?
    /// null for a fold without two rows of each class.
    public let folds: [DeLongTest?]

    enum CodingKeys: String, CodingKey {
      case mean, folds
    }
  }

  /// Decisions at `threshold`, each customer once: `b` the model is right and the reference wrong, `c` the other way round.
  public struct McNemarTest: Codable, Sendable {
    public let threshold: Double
    public let b: Int
    public let c: Int
    public let pValue: Double

    enum CodingKeys: String, CodingKey {
      case threshold, b, c
      case pValue = "p_value"
    }
  }

  /// Every test that could be made, the primary one too. What is null has its reason in `undefined`.
  public struct Appendix: Codable, Sendable {
    public let correctedT: CorrectedT?
    public let bayesian: Posterior?
    public let delong: DeLongTests
    public let mcnemar: McNemarTest?
    public let undefined: NamedValues<String>

    enum CodingKeys: String, CodingKey {
      case correctedT = "corrected_t"
      case bayesian, delong, mcnemar, undefined
    }
  }

  enum CodingKeys: String, CodingKey {
    case model, reference, metric, difference, rope, primary, appendix
    case holmP = "holm_p"
    case basis, verdict
  }
}
