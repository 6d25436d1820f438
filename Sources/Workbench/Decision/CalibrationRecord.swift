internal import ChurnML

/// What calibration does for each model, out of fold: every probability comes from a calibrator fitted on other folds.
public struct CalibrationRecord: Codable, Sendable {
  public let method: CalibrationMethod
  /// The true churn rate that money is reckoned with; nil for that of the data.
  public let churnRate: Double?
  public let models: NamedValues<Model>

  public struct Model: Codable, Sendable {
    public let before: Figures
    /// nil without a calibrator, or where it cannot be fitted.
    public let after: Figures?
    /// By how much calibration lowers each; negative where it harms.
    public let gain: Gain?
    /// Why money may not be promised on these scores for one customer; nil when it may.
    public let refusal: String?
  }

  /// On all out-of-fold scores together.
  public struct Figures: Codable, Sendable {
    public let logLoss: Double?
    public let brier: Double?
    public let ece: Double?
    public let slope: Double?
    /// Mean score minus churn rate.
    public let meanError: Double?

    enum CodingKeys: String, CodingKey {
      case logLoss = "log_loss"
      case brier, ece, slope
      case meanError = "mean_error"
    }

    init(_ scores: RankedScores) {
      let check = try? CalibrationCheck(scores)
      logLoss = try? LogLoss().value(of: scores)
      brier = try? Brier().value(of: scores)
      ece = try? ExpectedCalibrationError().value(of: scores)
      slope = check?.slope.value
      meanError = check?.meanError
    }
  }

  public struct Gain: Codable, Sendable {
    public let logLoss: Double?
    public let brier: Double?
    public let ece: Double?

    enum CodingKeys: String, CodingKey {
      case logLoss = "log_loss"
      case brier, ece
    }

    init(from before: Figures, to after: Figures) {
      func gain(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a - $0 } } }
      logLoss = gain(before.logLoss, after.logLoss)
      brier = gain(before.brier, after.brier)
      ece = gain(before.ece, after.ece)
    }
  }

  enum CodingKeys: String, CodingKey {
    case method
    case churnRate = "churn_rate"
    case models
  }
}

extension CalibrationMethod: Codable {}
