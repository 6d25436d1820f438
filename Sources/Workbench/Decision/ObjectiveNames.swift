public import ChurnML

extension Experiment {
  /// The objectives every point is judged by: those listed, and profit wherever there is a campaign.
  var judgedObjectives: [ThresholdObjective] {
    let isMissing = campaign != nil && !thresholds.objectives.contains(ThresholdPlan.profit)
    let names = thresholds.objectives + (isMissing ? [ThresholdPlan.profit] : [])
    let settings = ThresholdObjective.Settings(costRatio: thresholds.costRatio, campaign: campaign)
    return names.compactMap { ThresholdObjective(named: $0, settings) }
  }
}

extension ThresholdObjective {
  /// What objectives need to know beside their names.
  public struct Settings: Sendable {
    /// What a missed churner costs, in contacts made for nothing.
    public var costRatio: Double
    /// How much more recall weighs than precision in `fbeta`.
    public var beta: Double
    public var campaign: Campaign?

    public init(costRatio: Double = 5, beta: Double = 2, campaign: Campaign? = nil) {
      self.costRatio = costRatio
      self.beta = beta
      self.campaign = campaign
    }
  }

  /// Every name; those of an experiment file's objectives are fewer (`ThresholdPlan.objectiveNames`).
  public static let names = [
    "profit", "bayes", "cost", "f1", "fbeta", "youden", "accuracy", "balanced_accuracy", "mcc", "precision", "recall",
  ]

  /// nil for a name that is none, and for one in money without a campaign.
  public init?(named name: String, _ settings: Settings = Settings()) {
    switch name {
    case "f1": self = .f1
    case "fbeta": self = .fBeta(settings.beta)
    case "youden": self = .youden
    case "accuracy": self = .accuracy
    case "balanced_accuracy": self = .balancedAccuracy
    case "mcc": self = .mcc
    case "precision": self = .precision
    case "recall": self = .recall
    case "cost": self = .cost(ratio: settings.costRatio)
    case "profit":
      guard let campaign = settings.campaign else { return nil }
      self = .profit(campaign)
    case "bayes":
      guard let campaign = settings.campaign else { return nil }
      self = .bayes(campaign)
    default: return nil
    }
  }
}
