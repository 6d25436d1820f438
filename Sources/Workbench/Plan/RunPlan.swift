public import ChurnML

/// What a run has to do.
public struct RunPlan: Sendable {
  /// Those that are fitted, then those that are means of them.
  public let candidates: [Candidate]
  public let groups: [FitGroup]
  public let splits: [Split]
  /// In order of model, group, repeat and fold.
  public let units: [Unit]
  /// For each model, grid points that were listed or drawn more than once.
  public let duplicatesRemoved: [String: Int]
  /// The searches of nested cross-validation, one an outer fold; empty where none was asked for.
  let outer: [OuterPlan]

  init(_ experiment: Experiment, data: JudgedData, engine: EngineMode) {
    var candidates: [Candidate] = []
    var duplicates: [String: Int] = [:]
    // A mean is judged last, as it is made of the others' points.
    let isMean = { (model: ModelPlan) in model.name == MeanModel.name }
    for model in experiment.models.filter({ !isMean($0) }) + experiment.models.filter(isMean) {
      let space = SearchSpace.points(of: model, search: experiment.search)
      duplicates[model.name] = space.duplicatesRemoved
      for parameters in space.points {
        candidates.append(Candidate(id: candidates.count, model: model.name, parameters: parameters))
      }
    }
    self.candidates = candidates
    duplicatesRemoved = duplicates
    let groups = FitGroup.groups(candidates.filter { !$0.isMean }, engine: engine)
    self.groups = groups
    splits = data.assessment.splits
    let naming = UnitNaming(experiment, data)
    units = naming.units(groups, splits)
    outer = data.outer.map { OuterPlan($0, candidates: candidates, groups: groups, naming: naming) }
  }

  /// The search of an outer fold: the same candidates on other splits.
  init(candidates: [Candidate], groups: [FitGroup], splits: [Split], naming: UnitNaming) {
    self.candidates = candidates
    self.groups = groups
    self.splits = splits
    units = naming.units(groups, splits)
    duplicatesRemoved = [:]
    outer = []
  }

  /// The units of all searches, nested ones too.
  var searchUnits: [Unit] { units + outer.flatMap(\.search.units) }

  /// The models that are fitted.
  private var fittedModels: Int { Set(groups.map(\.model)).count }

  /// Fits of all searches, and in each outer fold one of each model at the point chosen there.
  var fits: Int { searchUnits.count + outer.count * fittedModels }

  /// Of forests, beyond those of the run's own search.
  var nestedForestFits: Int {
    let isForest = { (unit: Unit) in unit.group.model == RandomForest.name }
    let chosen = groups.contains { $0.model == RandomForest.name } ? 1 : 0
    return outer.reduce(0) { $0 + $1.search.units.count(where: isForest) + chosen }
  }

  /// What nested cross-validation keeps on disk: the scores of its searches and of the points they chose.
  var nestedScoreBytes: Int {
    outer.reduce(0) { sum, outer in
      sum + fittedModels * ScoreFile.size(candidates: 1, rows: outer.split.assessment.count)
        + outer.search.units.reduce(0) { sum, unit in
          sum + ScoreFile.size(candidates: unit.group.candidates.count, rows: unit.split.assessment.count)
        }
    }
  }

  /// The hyperparameters of which a model's points have more than one value, sorted.
  func varied(_ model: String) -> [String] {
    let points = candidates.filter { $0.model == model }
    guard let first = points.first else { return [] }
    return first.parameters.keys.sorted().filter { name in
      points.contains { $0.parameters[name] != first.parameters[name] }
    }
  }

  public var forestFits: Int { units.count { $0.group.model == RandomForest.name } }
  public var forestPoints: Int { candidates.count { $0.model == RandomForest.name } }
}
