public import ChurnML

public enum EngineMode: String, Sendable, CaseIterable, Codable {
  /// One fit for all candidates of a fit group.
  case shared
  /// One fit for each candidate, grown under its own limits.
  case naive
}

/// Candidates of one model that one fit serves.
public struct FitGroup: Sendable {
  public let model: String
  public let candidates: [Candidate]
}

/// The unit of work: one fit group on one split. A pure function of the resolved experiment and the data.
public struct Unit: Sendable {
  /// A digest of all that the unit's scores depend on, so that equal units of different runs have one name.
  public let id: String
  public let group: FitGroup
  public let split: Split
}

/// What a run has to do.
public struct RunPlan: Sendable {
  public let candidates: [Candidate]
  public let groups: [FitGroup]
  /// In order of model, group, repeat and fold.
  public let units: [Unit]
  /// For each model, grid points that were listed or drawn more than once.
  public let duplicatesRemoved: [String: Int]

  public init(_ experiment: Experiment, data: LoadedData, engine: EngineMode) throws(InputError) {
    var candidates: [Candidate] = []
    var duplicates: [String: Int] = [:]
    for model in experiment.models {
      let space = SearchSpace.points(of: model, search: experiment.search)
      duplicates[model.name] = space.duplicatesRemoved
      for parameters in space.points {
        candidates.append(Candidate(id: candidates.count, model: model.name, parameters: parameters))
      }
    }
    self.candidates = candidates
    duplicatesRemoved = duplicates
    groups = Self.groups(candidates, engine: engine)
    var units: [Unit] = []
    for group in groups {
      for split in data.splits {
        let id = Self.id(of: group, split, seed: experiment.seed, data: data)
        units.append(Unit(id: id, group: group, split: split))
      }
    }
    self.units = units
  }

  /// Candidates that differ only in their learner's path hyperparameters are one group, in order of their first members.
  private static func groups(_ candidates: [Candidate], engine: EngineMode) -> [FitGroup] {
    var places: [String: Int] = [:]
    var groups: [(model: String, candidates: [Candidate])] = []
    for candidate in candidates {
      let path = LearnerCatalogue.learner(named: candidate.model)?.pathHyperparameters ?? []
      let fixed = candidate.parameters.filter { !path.contains($0.key) }
      let alone = engine == .naive && candidate.model == RandomForest.name
      let members = fixed.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
      let key = "\(candidate.model) \(JSON.object(members).compact) \(alone ? candidate.id : 0)"
      if let place = places[key] {
        groups[place].candidates.append(candidate)
      } else {
        places[key] = groups.count
        groups.append((candidate.model, [candidate]))
      }
    }
    return groups.map { FitGroup(model: $0.model, candidates: $0.candidates) }
  }

  private static func id(of group: FitGroup, _ split: Split, seed: UInt64, data: LoadedData) -> String {
    let words =
      [
        "unit/1", data.featureDigest, data.splitsDigest, String(seed), String(split.repeat), String(split.fold),
        group.model,
      ] + group.candidates.map(\.canonicalParameters)
    return String(SHA256.hex(of: words.joined(separator: "\n")).prefix(24))
  }

  public var forestFits: Int { units.count { $0.group.model == RandomForest.name } }
  public var forestPoints: Int { candidates.count { $0.model == RandomForest.name } }
}
