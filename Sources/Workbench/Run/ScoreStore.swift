internal import ChurnML

/// The out-of-fold scores of every candidate of a run.
struct ScoreStore: Sendable {
  /// Where the scores of one candidate on one split stand.
  private struct Place: Sendable {
    let file: ScoreFile
    let candidate: Int
    let rows: Range<Int>
  }

  private enum Holding: Sendable {
    case stored([Place])
    /// Made of other candidates' scores; of none until they are known.
    case mean(of: [Candidate])
    case failed(String)
    /// Judged once, then dropped to keep the store within its size.
    case dropped
  }

  private var holdings: [Holding]
  /// Size of the files in bytes.
  let bytes: Int

  /// The units' own files, all of them.
  /// - Parameter entries: the journal's, one for each unit of the plan.
  init(_ plan: RunPlan, _ run: RunFolder, entries: [String: Journal.Entry]) throws(WorkError) {
    var places = [[Place]](repeating: [], count: plan.candidates.count)
    var bytes = 0
    for unit in plan.units {
      let members = unit.group.candidates
      guard let entry = entries[unit.id] else { throw WorkError("\(run.path) has no scores of unit \(unit.id).") }
      guard entry.failure == nil else { continue }
      let rows = unit.split.assessment.count
      let file = try ScoreFile(run.scores(of: unit.id), candidates: members.count, rows: rows)
      for (place, candidate) in members.enumerated() {
        places[candidate.id].append(Place(file: file, candidate: place, rows: 0..<rows))
      }
      bytes += ScoreFile.size(candidates: members.count, rows: rows)
    }
    let failures = Self.failures(plan, entries)
    holdings = plan.candidates.map { candidate in
      if candidate.isMean { return .mean(of: []) }
      return failures[candidate.id].map { .failed($0) } ?? .stored(places[candidate.id])
    }
    self.bytes = bytes
  }

  /// The file that holds the best points' scores after the others' were dropped.
  init(_ plan: RunPlan, _ run: RunFolder, entries: [String: Journal.Entry], kept: KeptScores) throws(WorkError) {
    let sizes = plan.splits.map(\.assessment.count)
    let rows = sizes.reduce(0, +)
    let file = try ScoreFile(run.keptScores, candidates: kept.points.count, rows: rows)
    var holdings = Self.failures(plan, entries).map { $0.map { Holding.failed($0) } ?? .dropped }
    for (place, point) in kept.points.enumerated() where holdings.indices.contains(point) {
      var start = 0
      holdings[point] = .stored(
        sizes.map { size in
          defer { start += size }
          return Place(file: file, candidate: place, rows: start..<start + size)
        })
    }
    self.holdings = holdings
    bytes = ScoreFile.size(candidates: kept.points.count, rows: rows)
  }

  /// Why each candidate failed: the first of its units that did.
  private static func failures(_ plan: RunPlan, _ entries: [String: Journal.Entry]) -> [String?] {
    var failures = [String?](repeating: nil, count: plan.candidates.count)
    for unit in plan.units {
      guard let failure = entries[unit.id]?.failure else { continue }
      for candidate in unit.group.candidates where failures[candidate.id] == nil { failures[candidate.id] = failure }
    }
    return failures
  }

  /// Says what a mean is made of, once its parts are judged. One whose scores are stored or were dropped stays as it is.
  /// - Parameter best: the best point of a model, if it has one.
  mutating func define(_ mean: Candidate, best: (String) -> Candidate?) {
    guard case .mean = holdings[mean.id] else { return }
    var parts: [Candidate] = []
    for model in mean.parameters["of"]?.names ?? [] {
      guard let part = best(model) else {
        holdings[mean.id] = .failed("\(model) has no point that a mean could be taken of")
        return
      }
      parts.append(part)
    }
    holdings[mean.id] = .mean(of: parts)
  }

  func failure(of candidate: Candidate) -> String? {
    if case .failed(let reason) = holdings[candidate.id] { reason } else { nil }
  }

  func isDropped(_ candidate: Candidate) -> Bool {
    if case .dropped = holdings[candidate.id] { true } else { false }
  }

  /// - Returns: none for a candidate that failed or whose scores were dropped.
  func scores(of candidate: Candidate) throws(WorkError) -> StoredScores {
    switch holdings[candidate.id] {
    case .stored(let places): try Self.read(places)
    case .mean(let parts): try mean(of: parts)
    case .failed, .dropped: StoredScores(divisor: 0, words: [])
    }
  }

  private func mean(of parts: [Candidate]) throws(WorkError) -> StoredScores {
    var scores: [[[Double]]] = []
    for part in parts { scores.append(try self.scores(of: part).probabilities) }
    guard let splits = scores.first?.indices else { return StoredScores(divisor: 0, words: []) }
    return StoredScores(splits.map { split in MeanModel.mean(of: scores.map { $0[split] }) })
  }

  private static func read(_ places: [Place]) throws(WorkError) -> StoredScores {
    var divisor: UInt64 = 0
    var words: [[UInt64]] = []
    for place in places {
      let stored = try place.file.scores(of: place.candidate, rows: place.rows)
      divisor = stored.divisor
      words.append(stored.words)
    }
    return StoredScores(divisor: divisor, words: words)
  }
}

/// A candidate's out-of-fold scores as stored.
struct StoredScores: Sendable {
  /// As in `ScoreFile`; the same on all splits.
  let divisor: UInt64
  /// One list a split in the order of splits, one word an assessment row.
  let words: [[UInt64]]

  init(divisor: UInt64, words: [[UInt64]]) {
    self.divisor = divisor
    self.words = words
  }

  init(_ probabilities: [[Double]]) {
    self.init(divisor: 0, words: probabilities.map { $0.map(\.bitPattern) })
  }

  /// P(churned), in the order of the words.
  var probabilities: [[Double]] {
    words.map { words in
      words.map { divisor == 0 ? Double(bitPattern: $0) : Forest.probability(sum: $0, trees: Int(divisor)) }
    }
  }

  /// SHA-256 of the words, split after split.
  var digest: String {
    var hash = SHA256()
    for words in words { words.withUnsafeBytes { hash.update($0) } }
    return hash.hexDigest()
  }
}
