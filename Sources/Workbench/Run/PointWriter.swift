internal import ChurnML
internal import Foundation

/// Judges every candidate and writes `points.jsonl` and `cv_results.csv`, a chunk at a time, so that memory does not grow with the number
/// of points. Ranks are known only at the end and stand last on each line, so lines are first written without them.
struct PointWriter {
  let plan: RunPlan
  /// Knows what means are made of once the others are judged.
  private(set) var store: ScoreStore
  let judgedBefore: PointsFile?
  let judge: Judge
  let ranking: Ranking
  /// Of candidates' trees, where they were counted.
  let nodes: [Int: Double]
  let fitCPU: [Int: [Double]]
  let jobs: Int

  private static let chunk = 256

  struct Outcome {
    let entries: [Ranking.Entry]
    let ranks: [Int?]
    /// CPU seconds spent on the forest's points.
    let forestCPU: Double
  }

  mutating func write(to run: RunFolder) throws -> Outcome {
    let (points, table) = (run.file(.points), run.file(.cvResults))
    defer { for path in [points, table] { unlink(path + ".unranked") } }
    let csv = CVResults(plan, metric: ranking.metric)
    let (entries, forestCPU) = try writeUnranked(points + ".unranked", table + ".unranked", csv)
    let ranks = ranking.ranks(entries)
    try finish(points, header: nil) { line, index in
      String(line.dropLast()) + (ranks[index].map { ",\"rank\":\($0)}" } ?? ",\"rank\":null}")
    }
    try finish(table, header: csv.header) { line, index in
      line + "," + (ranks[index].map(String.init) ?? "")
    }
    return Outcome(entries: entries, ranks: ranks, forestCPU: forestCPU)
  }

  private mutating func writeUnranked(
    _ points: String, _ table: String, _ csv: CVResults
  ) throws -> ([Ranking.Entry], Double) {
    let lines = try OutputFile(creating: points)
    let rows = try OutputFile(creating: table)
    var entries: [Ranking.Entry] = []
    var forestCPU = 0.0
    for candidates in chunks() {
      if candidates[0].isMean { defineMeans(candidates, entries) }
      let before = ProcessClock.cpuSeconds()
      let judged = try judge(candidates, csv)
      let spent = ProcessClock.cpuSeconds() - before
      let forests = candidates.count { $0.model == RandomForest.name }
      forestCPU += spent * Double(forests) / Double(candidates.count)
      entries += judged.map(\.entry)
      try lines.write(judged.map { $0.line + "\n" }.joined())
      try rows.write(judged.map { $0.row + "\n" }.joined())
    }
    return (entries, forestCPU)
  }

  private func judge(
    _ candidates: [Candidate], _ csv: CVResults
  ) throws -> [(entry: Ranking.Entry, line: String, row: String)] {
    try concurrentMap(count: candidates.count, jobs: jobs) { index throws(WorkError) in
      let point = try self.point(candidates[index])
      let figure = point.figure(ranking.metric)
      let entry = Ranking.Entry(
        candidate: candidates[index], value: figure?.mean, standardError: figure?.standardError,
        nodes: nodes[candidates[index].id], scoresDigest: point.scoresDigest)
      return (entry, JSONRecord.compact(point), csv.row(point, fitCPU: fitCPU[point.id] ?? []))
    }
  }

  /// Means stand in chunks of their own, behind all others.
  private func chunks() -> [[Candidate]] {
    let fitted = plan.candidates.count { !$0.isMean }
    return [0..<fitted, fitted..<plan.candidates.count].flatMap { range in
      stride(from: range.lowerBound, to: range.upperBound, by: Self.chunk).map { start in
        Array(plan.candidates[start..<min(range.upperBound, start + Self.chunk)])
      }
    }
  }

  private mutating func defineMeans(_ means: [Candidate], _ judged: [Ranking.Entry]) {
    for mean in means {
      store.define(mean) { model in ranking.chosen(judged.filter { $0.candidate.model == model })?.candidate }
    }
  }

  func point(_ candidate: Candidate) throws(WorkError) -> PointRecord {
    if let failure = store.failure(of: candidate) { return Judge.failed(candidate, failure) }
    if let judgedBefore, store.isDropped(candidate) {
      var point = try judgedBefore.point(candidate.id)
      // Reading JSON makes whole numbers integers.
      point.params = candidate.parametersJSON
      return point
    }
    return judge.point(candidate, try store.scores(of: candidate))
  }

  private func finish(
    _ path: String, header: String?, _ ranked: (String, Int) -> String
  ) throws(WorkError) {
    try AtomicFile.write(path) { file in
      if let header { try file.write(header + "\n") }
      var unranked = try LineReader(path + ".unranked")
      var index = 0
      while let line = try unranked.next() {
        try file.write(ranked(line, index) + "\n")
        index += 1
      }
    }
  }
}
