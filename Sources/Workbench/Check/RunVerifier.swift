internal import ChurnML
internal import Foundation

/// Checks a finished run: every file against the manifest, then every figure against the stored scores or against a new run.
/// What is exact is compared exactly; what passes through BLAS or libm by a relative tolerance of 1e-9.
public struct RunVerifier: Sendable {
  private let run: RunFolder
  private let jobs: Int

  public init(_ run: RunFolder, jobs: Int) {
    self.run = run
    self.jobs = jobs
  }

  /// Judges the stored scores again; needs nothing but the run's folder.
  public func recompute() throws -> VerificationRecord {
    try verify(judgesDropped: false) { (record, folder) throws in
      let judged = try judge(to: folder)
      let again = try judged.record(
        runID: record.runID, engine: record.engine, cost: record.cost, scores: record.scores)
      try AtomicFile.write(JSONRecord.pretty(again), to: folder.file(.results))
      return (again, try compare(with: folder, ignoring: .init(keys: ["notes"], columns: [])))
    }
  }

  /// Runs the resolved experiment again from its data, in a temporary folder.
  public func rerun(progress: @escaping @Sendable (Runner.Progress) -> Void) throws -> VerificationRecord {
    try verify(judgesDropped: true) { (_, folder) throws in
      let runner = try run.runner(jobs: jobs, progress: progress)
      let made = try runner.create(under: folder.path, source: "")
      let again = try runner.compute(made)
      // What depends on when and where a run was made.
      let ignored = RecordComparison.Ignored(
        keys: ["run_id", "engine", "cost", "fits_run", "fits_reused"], columns: ["mean_fit_time", "std_fit_time"])
      return (again, try compare(with: made, ignoring: ignored) + forestDamage(made))
    }
  }

  /// - Parameter judgesDropped: whether points are judged anew whose scores the run dropped.
  private func verify(
    judgesDropped: Bool, _ again: (RunRecord, RunFolder) throws -> (RunRecord, [Manifest.Damage])
  ) throws -> VerificationRecord {
    let damages = try Manifest.damages(of: run)
    // Figures made from damaged files say nothing.
    guard damages.isEmpty else { return VerificationRecord(run, damages: damages) }
    let record = try run.record()
    return try Interruption.withTemporaryFolder { path in
      let (found, differences) = try again(record, RunFolder(path))
      let digest =
        found.resultsDigest == record.resultsDigest
        ? [] : [Manifest.Damage(file: RunFolder.File.results.rawValue, problem: "the results digest is another")]
      let dropped = record.scores.dropped
      return VerificationRecord(
        run, damages: digest + differences, checked: record.scores.kept + (judgesDropped ? dropped : 0),
        unchecked: judgesDropped ? 0 : dropped, digest: record.resultsDigest)
    }
  }

  private func judge(to folder: RunFolder) throws -> JudgedRun {
    let experiment = try run.experiment()
    let data = try JudgedData(run)
    let plan = RunPlan(experiment, data: data, engine: try run.read(RunEnvironment.self, from: .environment).engine)
    let entries = try Journal(run.file(.journal)).entries()
    let kept = try run.kept()
    let store =
      try kept.map { kept throws(WorkError) in try ScoreStore(plan, run, entries: entries, kept: kept) }
      ?? ScoreStore(plan, run, entries: entries)
    return try RunJudging(
      experiment: experiment, plan: plan, data: data, store: store, entries: entries,
      judgedBefore: kept == nil ? nil : PointsFile(run), jobs: jobs
    ).write(to: folder, nested: nested(experiment, plan, data, entries))
  }

  /// How many fits a process made stays as it was recorded.
  private func nested(
    _ experiment: Experiment, _ plan: RunPlan, _ data: JudgedData, _ entries: [String: Journal.Entry]
  ) throws -> NestedOutcome? {
    guard let recorded = try run.record().nested else { return nil }
    let study = NestedStudy(experiment: experiment, plan: plan, data: data, run: run, jobs: jobs)
    return try study.outcome(
      study.searches(entries), journal: entries,
      fits: .init(planned: recorded.fitsPlanned, run: recorded.fitsRun, reused: recorded.fitsReused))
  }

  private func compare(with other: RunFolder, ignoring: RecordComparison.Ignored) throws -> [Manifest.Damage] {
    let comparison = RecordComparison(ignored: ignoring)
    let differences = [
      (RunFolder.File.points, try comparison.lines(run.file(.points), other.file(.points))),
      (.cvResults, try comparison.tables(run.file(.cvResults), other.file(.cvResults))),
      (.predictions, try comparison.tables(run.file(.predictions), other.file(.predictions))),
      (.nestedPredictions, try nestedPredictions(comparison, other)),
      (.results, try comparison.documents(run.file(.results), other.file(.results))),
    ]
    return differences.compactMap { file, difference in
      difference.map { Manifest.Damage(file: file.rawValue, problem: $0) }
    }
  }

  private func nestedPredictions(_ comparison: RecordComparison, _ other: RunFolder) throws -> String? {
    guard run.has(.nestedPredictions) else { return nil }
    return try comparison.tables(run.file(.nestedPredictions), other.file(.nestedPredictions))
  }

  /// A refitted forest is exact: its file must be the same to the byte.
  private func forestDamage(_ other: RunFolder) throws -> [Manifest.Damage] {
    let name = "models/\(RandomForest.name).model"
    let files = [run, other].map { "\($0.path)/\(name)" }
    guard FileManager.default.fileExists(atPath: files[0]) else { return [] }
    let isSame = try FileDigest.hex(of: files[0]) == FileDigest.hex(of: files[1])
    return isSame ? [] : [Manifest.Damage(file: name, problem: "the forest fitted again is another")]
  }
}

/// What `verify` found.
public struct VerificationRecord: Codable, Sendable {
  public let run: String
  public let ok: Bool
  public let damages: [Manifest.Damage]
  /// Points whose figures were compared, and points whose scores the run dropped, so that only their files were.
  public let pointsChecked: Int
  public let pointsUnchecked: Int
  public let resultsDigest: String?

  enum CodingKeys: String, CodingKey {
    case run, ok, damages
    case pointsChecked = "points_checked"
    case pointsUnchecked = "points_unchecked"
    case resultsDigest = "results_digest"
  }

  init(
    _ run: RunFolder, damages: [Manifest.Damage], checked: Int = 0, unchecked: Int = 0, digest: String? = nil
  ) {
    self.run = run.path
    ok = damages.isEmpty
    self.damages = damages
    pointsChecked = checked
    pointsUnchecked = unchecked
    resultsDigest = digest
  }
}
