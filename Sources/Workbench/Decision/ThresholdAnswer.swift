public import ChurnML

/// A cut-off chosen on labelled scores, and all that should be known before acting on it.
public struct ThresholdAnswer: Sendable {
  public let source: String
  /// The score column or the model.
  public let score: String
  public let calibration: CalibrationMethod
  public let customers: Int
  public let churners: Int
  public let objective: String
  /// Without a value where the objective has none on these customers.
  public let choice: Figure<ThresholdChoice>
  public let crossFitted: Figure<CrossFittedRecord>
  public let campaign: Campaign?
  /// t*, the cut-off for calibrated probabilities.
  public let bayesThreshold: Figure<Double>
  public let profit: Figure<ProfitRecord>
  public let sensitivity: Figure<Sensitivity>
  /// The retained share from which acting on the optimum pays.
  public let breakEvenAcceptance: Figure<Double>
  /// Sentences for people.
  public let notes: [String]
}

extension ThresholdAnswer: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("source", source)
    try record.write("score", score)
    try record.write("calibration", calibration.rawValue)
    try record.write("customers", customers)
    try record.write("churners", churners)
    try record.write("objective", objective)
    try record.write("feasible", choice.value?.optimum != nil)
    try record.write("optimum", optimum)
    try record.write("near_optimal", choice.value?.nearOptimal)
    try record.write("contact_nobody", nobody)
    try record.write("contact_everybody", choice.map(\.contactEverybody))
    try record.write("cross_fitted", crossFitted)
    try record.write("campaign", campaign.map(CampaignSection.json) ?? .null)
    try record.write("bayes_threshold", bayesThreshold)
    try record.write("profit", profit)
    try record.write("sensitivity", sensitivity.map(\.rows))
    try record.write("break_even_acceptance", breakEvenAcceptance)
    try record.write("notes", notes)
    try record.finish()
  }

  private var optimum: Figure<JudgedCutOff> {
    switch choice {
    case .undefined(let reason): .undefined(reason)
    case .value(let choice): choice.optimum.map(Figure.value) ?? .undefined(choice.notes.first ?? "")
    }
  }

  private var nobody: Figure<Double> {
    switch choice {
    case .undefined(let reason): .undefined(reason)
    case .value(let choice): choice.contactNobody
    }
  }
}
