internal import ChurnML

/// What a campaign brings with each model, in money per customer.
public struct CampaignRecord: Codable, Sendable {
  /// As in the experiment.
  public let terms: JSON
  /// t* for calibrated probabilities; nil where contacting pays for nobody.
  public let bayesThreshold: Double?
  public let contactNobody: Double
  public let contactEverybody: Double
  public let models: NamedValues<Model>

  public struct Model: Codable, Sendable {
    /// Maximum profit at the mean acceptance, fold by fold.
    public let mpc: FoldFigure
    /// Its mean over the uncertain acceptance; without values where the acceptance is one share.
    public let empc: FoldFigure
    /// Acting on t*; null where the model's scores are not calibrated.
    public let atBayesThreshold: Double?
    public let atHalf: Double?
    public let refusal: String?

    enum CodingKeys: String, CodingKey {
      case mpc, empc
      case atBayesThreshold = "at_bayes_threshold"
      case atHalf = "at_half"
      case refusal
    }
  }

  enum CodingKeys: String, CodingKey {
    case terms
    case bayesThreshold = "bayes_threshold"
    case contactNobody = "contact_nobody"
    case contactEverybody = "contact_everybody"
    case models
  }

  init(_ campaign: Campaign, _ models: [CalibratedModel]) {
    terms = CampaignSection.json(campaign)
    let optimum = try? campaign.bayesThreshold
    bayesThreshold = optimum
    contactNobody = 0
    let rate = models.first.map { Double($0.raw.churners) / Double(max($0.raw.count, 1)) } ?? 0
    contactEverybody = campaign.expectedProfit(rate)
    self.models = NamedValues(models.map { ($0.name, Self.model($0, campaign, optimum)) })
  }

  private static func model(_ model: CalibratedModel, _ campaign: Campaign, _ optimum: Double?) -> Model {
    let folds = model.raw.rankedFolds
    func figure(_ value: (RankedScores) throws(Undefined) -> Double) -> FoldFigure {
      FoldFigure(folds.map { fold in Result { () throws(Undefined) in try value(fold) } })
    }
    func profit(_ scores: ScoredCustomers, _ threshold: Double) -> Double? {
      try? ThresholdObjective.profit(campaign).value(of: Confusion(scores.ranked, threshold: threshold))
    }
    return Model(
      mpc: figure { (fold) throws(Undefined) in try MaximumProfit(fold, campaign).profit },
      empc: figure { (fold) throws(Undefined) in try ExpectedMaximumProfit(fold, campaign).profit },
      atBayesThreshold: model.refusal == nil ? optimum.flatMap { profit(model.money, $0) } : nil,
      atHalf: profit(model.raw, 0.5), refusal: model.refusal)
  }
}
