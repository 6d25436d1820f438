internal import ChurnML

extension Experiment {
  private static let name = Key(
    "experiment", .text, required: true, "the experiment's name, which its results go under")
  private static let seed = Key(
    "seed", .integer(0...Int.max), default: .integer(0), "what every random choice starts from")
  private static let data = Key("data", .section(DataPlan.keys), required: true, "where the customers come from")
  private static let resampling = Key(
    "resampling", .section(ResamplingPlan.keys), "how rows are divided into analysis and assessment")
  private static let comparisons = Key(
    "comparisons", .section(ComparisonPlan.keys), "what differences matter and which test decides")
  private static let thresholds = Key(
    "thresholds", .section(ThresholdPlan.keys), "what cut-offs are chosen by")
  private static let campaign = Key(
    "campaign", .section(CampaignSection.keys), "the campaign's money; without it nothing is said in money")
  private static let bands = Key("bands", .section(BandPlan.keys), "what can be done for customers of each risk")

  private static let explain = Key(
    "explain", .section(ExplainPlan.keys),
    "whose reasons the page shows, and what may be changed about a customer when the model is asked what if")

  private static func search(_ metrics: [String]) -> Key {
    Key("search", .section(SearchPlan.keys(metrics: metrics)), "which points are tried and what decides")
  }

  private static func models(_ specifications: [LearnerSpecification]) -> Key {
    Key("models", .models(specifications), required: true, "the models to try, with the values to try")
  }

  private static func reference(_ specifications: [LearnerSpecification]) -> Key {
    Key("reference", .choice(specifications.map(\.name)), "the model the others are compared with")
  }

  /// What `search.metric` may be: a metric, or the value that an objective reaches at the cut-off chosen by it.
  static func searchMetrics(_ metrics: [String]) -> [String] {
    let objectives = ThresholdPlan.objectiveNames
    return metrics.filter { !objectives.contains($0) } + objectives
  }

  static func keys(specifications: [LearnerSpecification], metrics: [String]) -> [Key] {
    [
      name, seed, data, resampling, search(metrics), models(specifications), reference(specifications),
      comparisons, CalibrationPlan.key, thresholds, campaign, bands,
      explain,
    ]
  }

  init(
    _ root: ConfigNode, folder: String, specifications: [LearnerSpecification], metrics: [String]
  ) throws(InputError) {
    let metrics = Self.searchMetrics(metrics)
    let fields = try Fields(root, keys: Self.keys(specifications: specifications, metrics: metrics))
    name = try Self.folderName(try fields.required(Self.name))
    seed = UInt64(try fields.integer(Self.seed))
    data = try DataPlan(try fields.required(Self.data), folder: folder)
    let division = fields.section(Self.resampling)
    resampling = try ResamplingPlan(division, data: data)
    outerResampling = try ResamplingPlan.outer(division, around: resampling, data: data)
    thresholds = try ThresholdPlan(fields.section(Self.thresholds))
    search = try SearchPlan(fields.section(Self.search(metrics)), metrics: metrics, experimentSeed: seed)
    models = try Self.models(
      try fields.required(Self.models(specifications)), specifications: specifications, method: search.method)
    reference = try Self.reference(fields[Self.reference(specifications)], models: models.map(\.name))
    comparisons = try ComparisonPlan(fields.section(Self.comparisons), metric: search.metric)
    calibration = try CalibrationPlan(fields[CalibrationPlan.key])
    campaign = try fields[Self.campaign].map { (node) throws(InputError) in try CampaignSection.decode(node) }
    bands = try fields[Self.bands].map { (node) throws(InputError) in try BandPlan(node) }
    explain = try ExplainPlan(fields.section(Self.explain))
    let isProfit = search.metric == ThresholdPlan.profit
    if !isProfit {
      try Self.check(searchMetric: search.metric, thresholds: thresholds, at: fields[Self.search(metrics)])
    }
    if !resampling.crossFits, ThresholdPlan.objectiveNames.contains(search.metric) {
      throw fields.place.error(
        "the metric \(search.metric) is judged at a cut-off chosen on other folds, which resampling by "
          + "\(resampling.method) does not have; choose by a metric such as roc_auc")
    }
    try Self.check(search.rule, resampling, fields)
    if campaign == nil { try Self.checkWithoutMoney(bands, thresholds, search.metric, fields) }
  }

  /// Refuses rules that the splits leave nothing to judge by.
  private static func check(
    _ rule: SelectionRule, _ resampling: ResamplingPlan, _ fields: Fields
  ) throws(InputError) {
    let reason: String
    switch (rule, resampling) {
    case (.oneSE, .holdout): reason = "one split has no standard error over folds; choose practical"
    case (.oneSE, .outOfBag), (.practical, .outOfBag):
      reason = "out-of-bag rows are a quick look and have no folds; choose best"
    default: return
    }
    throw fields.place.error(
      "the rule \(rule.rawValue) goes together badly with resampling by \(resampling.method): \(reason)")
  }

  /// Refuses what can only be said in money.
  private static func checkWithoutMoney(
    _ bands: BandPlan?, _ thresholds: ThresholdPlan, _ metric: String, _ fields: Fields
  ) throws(InputError) {
    if case .actions? = bands?.rule, let node = fields[Self.bands] {
      throw node.error("bands weigh what actions earn and cost, which needs the section campaign; add it")
    }
    if thresholds.objectives.contains(ThresholdPlan.profit), let node = fields[Self.thresholds] {
      throw node.error("the objective profit needs the section campaign; add it")
    }
    if metric == ThresholdPlan.profit {
      throw fields.place.error("the metric profit needs the section campaign; add it")
    }
  }

  private static func models(
    _ node: ConfigNode, specifications: [LearnerSpecification], method: SearchPlan.Method
  ) throws(InputError) -> [ModelPlan] {
    var models: [ModelPlan] = []
    for entry in try node.entries() {
      guard let learner = specifications.first(where: { $0.name == entry.key }) else {
        throw entry.unknown("model", among: specifications.map(\.name))
      }
      models.append(try ModelPlan(entry.value, of: learner, method: method))
    }
    try checkMean(models, node)
    guard !models.isEmpty else { throw node.error("no model is named; name at least one, for instance forest") }
    return models
  }

  /// A mean is taken of other models of the same file.
  private static func checkMean(_ models: [ModelPlan], _ node: ConfigNode) throws(InputError) {
    guard let mean = models.first(where: { $0.name == MeanModel.name }),
      let entry = try node.entries().first(where: { $0.key == MeanModel.name })
    else { return }
    let others = models.map(\.name).filter { $0 != MeanModel.name }
    for parts in mean.parts {
      guard parts.count > 1, Set(parts).count == parts.count else {
        throw entry.value.error("a mean is taken of two models or more, each named once; write of: [forest, logistic]")
      }
      for part in parts where !others.contains(part) {
        let hint = Suggestion.clause(part, in: others)
        throw entry.value.error(
          "the mean is taken of \"\(part)\", which is no other model of this file"
            + (hint.isEmpty ? "; it has \(others.joined(separator: ", "))" : hint))
      }
    }
  }

  /// The one named; else logistic regression, else the majority, else the first.
  private static func reference(_ node: ConfigNode?, models: [String]) throws(InputError) -> String {
    if let node, case .text(let name) = try [.choice(models)].value(of: node) { return name }
    return ["logistic", "majority"].first(where: models.contains) ?? models[0]
  }

  /// Results are written to a folder of this name.
  private static func folderName(_ node: ConfigNode) throws(InputError) -> String {
    let name = try node.text()
    let fits = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard fits, !name.isEmpty, name.first != ".", name.utf8.count <= 100 else {
      throw node.error("\"\(name)\" cannot name a folder; use letters, digits, - and _, at most 100")
    }
    return name
  }

  private static func check(
    searchMetric metric: String, thresholds: ThresholdPlan, at search: ConfigNode?
  ) throws(InputError) {
    guard let search, ThresholdPlan.objectiveNames.contains(metric), !thresholds.objectives.contains(metric) else {
      return
    }
    throw search.error("the metric is \(metric), which thresholds.objectives does not list; add it there")
  }
}
