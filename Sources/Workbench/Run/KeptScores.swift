internal import ChurnML
internal import Foundation

/// Which points' scores a run keeps when all of them would take more than its share of the disk: the best ranked.
///
/// They are copied to one file, `scores/kept.bin`, before the record is written; the units' files go after it. So at every
/// moment either the record can be made again from the units, or it is there.
struct KeptScores: Sendable, Codable {
  /// In the order in which they stand in the file.
  let points: [Int]

  /// - Returns: nil where everything fits.
  init?(_ judged: JudgedRun, maxBytes: Int) {
    let (plan, store, ranks) = (judged.plan, judged.points.store, judged.outcome.ranks)
    guard store.bytes > maxBytes else { return nil }
    let rows = plan.splits.reduce(0) { $0 + $1.assessment.count }
    let room = (maxBytes - ScoreFile.size(candidates: 0, rows: rows)) / (8 * (1 + rows))
    // The best of each model stay, whatever the size: the record shows them.
    let best = judged.bestOfModels.map(\.id)
    let others = plan.candidates.filter { store.failure(of: $0) == nil && !best.contains($0.id) }.map(\.id)
      .sorted { (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1) }
    points = Array((best + others).prefix(max(best.count, room)))
  }

  /// - Returns: the size of the file.
  func write(to run: RunFolder, _ plan: RunPlan, _ store: ScoreStore) throws -> Int {
    let rows = plan.splits.reduce(0) { $0 + $1.assessment.count }
    _ = try ScoreWriter.write(run.keptScores, candidates: points.count, rows: rows) { writer in
      for (place, point) in points.enumerated() {
        let stored = try store.scores(of: plan.candidates[point])
        try writer.put(place, divisor: stored.divisor, words: Array(stored.words.joined()))
      }
    }
    try AtomicFile.write(JSONRecord.pretty(self), to: run.keptPoints)
    return ScoreFile.size(candidates: points.count, rows: rows)
  }
}

extension RunFolder {
  var keptScores: String { "\(scoresFolder)/kept.bin" }
  var keptPoints: String { "\(scoresFolder)/kept.json" }

  /// nil where nothing was dropped.
  func kept() throws(InputError) -> KeptScores? {
    guard FileManager.default.fileExists(atPath: keptPoints) else { return nil }
    return try read(KeptScores.self, at: keptPoints)
  }

  /// Removes what an interrupted attempt to keep the best left.
  func forgetKept() throws(WorkError) {
    for path in [keptPoints, keptScores] where unlink(path) != 0 && errno != ENOENT {
      throw .system("\(path) cannot be removed")
    }
  }

  /// Removes the units' files once the best points stand in a file of their own.
  func dropUnits(_ plan: RunPlan) {
    for unit in plan.units { unlink(scores(of: unit.id)) }
  }
}
