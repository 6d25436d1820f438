internal import ChurnML

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

  /// Candidates that differ only in their learner's path hyperparameters are one group, in order of their first members.
  static func groups(_ candidates: [Candidate], engine: EngineMode) -> [FitGroup] {
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
}
