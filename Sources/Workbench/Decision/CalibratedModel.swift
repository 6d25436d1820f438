internal import ChurnML

/// A model's out-of-fold scores and what money is reckoned with: calibrated where the experiment asks for it, and corrected to
/// the true churn rate.
struct CalibratedModel: Sendable {
  let name: String
  let raw: ScoredCustomers
  /// nil without a calibrator, or where it cannot be fitted.
  let calibrated: ScoredCustomers?
  let correction: PriorCorrection?
  /// Why money may not be promised on these scores for one customer; nil when it may.
  let refusal: String?

  init(_ raw: ScoredCustomers, _ experiment: Experiment) {
    let plan = experiment.calibration
    name = raw.name
    self.raw = raw
    var failure: String?
    do {
      calibrated = plan.method == .none ? nil : try raw.calibrated(plan.method)
    } catch {
      calibrated = nil
      failure = error.message
    }
    let rate = Double(raw.churners) / Double(max(raw.count, 1))
    correction = plan.churnRate.flatMap { try? PriorCorrection(sampleRate: rate, trueRate: $0) }
    // Nothing is promised where nothing is asked, and the check takes a fit.
    let isAsked = experiment.campaign != nil || plan.method != .none
    refusal = failure ?? (isAsked ? (calibrated ?? raw).calibrationRefusal : nil)
  }

  /// The scores that money is reckoned with.
  var money: ScoredCustomers {
    let scores = calibrated ?? raw
    guard let correction else { return scores }
    return scores.mapped { correction.probability($0) }
  }

  var record: CalibrationRecord.Model {
    let before = CalibrationRecord.Figures(raw.ranked)
    let after = calibrated.map { CalibrationRecord.Figures($0.ranked) }
    return .init(
      before: before, after: after, gain: after.map { CalibrationRecord.Gain(from: before, to: $0) }, refusal: refusal)
  }
}
