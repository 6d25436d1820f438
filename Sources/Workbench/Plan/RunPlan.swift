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
    groups = FitGroup.groups(candidates.filter { !$0.isMean }, engine: engine)
    splits = data.assessment.splits
    units = Self.units(groups, splits, experiment, data)
  }

  private static func units(
    _ groups: [FitGroup], _ splits: [Split], _ experiment: Experiment, _ data: JudgedData
  ) -> [Unit] {
    let context = ["unit/1", data.featureDigest(experiment), data.splitsDigest, String(experiment.seed)]
    return groups.flatMap { group in
      let members = SHA256.hex(of: group.candidates.map(\.canonicalParameters).joined(separator: "\n"))
      return splits.map { split in
        let words = context + [String(split.repeat), String(split.fold), group.model, members]
        let id = SHA256.hex(of: words.joined(separator: "\n")).prefix(24)
        return Unit(id: String(id), group: group, split: split)
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

/// The unit of work: one fit group on one split. A pure function of the resolved experiment and the data.
public struct Unit: Sendable {
  /// A digest of all that the unit's scores depend on, so that equal units of different runs have one name.
  public let id: String
  public let group: FitGroup
  public let split: Split
}
