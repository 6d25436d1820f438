internal import ChurnML

/// The out-of-fold scores of every candidate of a run, read from the units' files.
struct ScoreStore: Sendable {
  private let units: [[Place]]
  private let failures: [String?]

  private struct Place: Sendable {
    let file: ScoreFile
    let candidate: Int
  }

  /// - Parameter entries: the journal's, one for each unit of the plan.
  init(_ plan: RunPlan, _ run: RunFolder, entries: [String: Journal.Entry]) throws(WorkError) {
    var units = [[Place]](repeating: [], count: plan.candidates.count)
    var failures = [String?](repeating: nil, count: plan.candidates.count)
    for unit in plan.units {
      let members = unit.group.candidates
      guard let entry = entries[unit.id] else { throw WorkError("\(run.path) has no scores of unit \(unit.id).") }
      if let failure = entry.failure {
        for candidate in members where failures[candidate.id] == nil { failures[candidate.id] = failure }
        continue
      }
      let file = try ScoreFile(
        run.scores(of: unit.id), candidates: members.count, rows: unit.split.assessment.count)
      for (place, candidate) in members.enumerated() {
        units[candidate.id].append(Place(file: file, candidate: place))
      }
    }
    self.units = units
    self.failures = failures
  }

  func failure(of candidate: Candidate) -> String? { failures[candidate.id] }

  /// P(churned), one list a split in the order of splits, one score an assessment row.
  func scores(of candidate: Candidate) -> [[Double]] {
    units[candidate.id].map { $0.file.probabilities($0.candidate) }
  }

  /// SHA-256 of the candidate's stored words, split after split.
  func digest(of candidate: Candidate) -> String {
    var hash = SHA256()
    for place in units[candidate.id] { place.file.update(&hash, place.candidate) }
    return hash.hexDigest()
  }
}
