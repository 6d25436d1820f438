public import ChurnML
internal import Foundation

/// Runs an experiment, or goes on with one that was interrupted, and writes its record.
public struct Runner: Sendable {
  public let experiment: Experiment
  public let data: LoadedData
  public let plan: RunPlan
  public let engine: EngineMode
  public let jobs: Int
  private let progress: @Sendable (Progress) -> Void

  /// How far the fits are.
  public struct Progress: Sendable {
    public let done: Int
    public let planned: Int
    /// Wall seconds since the first fit of this process, and fits done since.
    public let seconds: Double
    public let doneHere: Int
  }

  public init(
    _ experiment: Experiment, data: LoadedData, engine: EngineMode, jobs: Int,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws(InputError) {
    self.experiment = experiment
    self.data = data
    self.engine = engine
    self.jobs = jobs
    self.progress = progress
    plan = try RunPlan(experiment, data: data, engine: engine)
  }

  /// Makes the folder of a new run, ready to be computed or resumed.
  /// - Parameter source: the experiment file's text as given.
  public func create(under results: String, source: String) throws -> RunFolder {
    try RunFolder.create(under: results, experiment: experiment.name) { run in
      try AtomicFile.write(source, to: run.file(.experiment))
      // The folder is renamed within its parent, so the way to the data stays the same.
      try AtomicFile.write(experiment.resolved(relativeTo: run.path).pretty, to: run.file(.resolved))
      try AtomicFile.write(JSONRecord.pretty(RunEnvironment(engine: engine, jobs: jobs)), to: run.file(.environment))
      try AtomicFile.write(JSONRecord.pretty(DataRecord(data)), to: run.file(.data))
      try AtomicFile.write(data.splitsCSV, to: run.file(.splits))
      try AtomicFile.write("", to: run.file(.journal))
    }
  }

  /// Computes what the journal does not have yet and writes the record.
  public func compute(_ run: RunFolder) throws -> RunRecord {
    let lock = try RunLock(run)
    defer { withExtendedLifetime(lock) {} }
    Interruption.resumable(run.path)
    defer { Interruption.done() }
    let start = ProcessClock.wallSeconds()
    let (entries, fresh) = try computeUnits(run)
    let record = try finish(run, entries, fresh: fresh, start: start)
    try run.linkLatest()
    return record
  }

  /// - Returns: an entry for every unit, and the units that this process computed.
  private func computeUnits(_ run: RunFolder) throws -> ([String: Journal.Entry], Set<String>) {
    let journal = Journal(run.file(.journal))
    var entries = try journal.entries().filter { intact($0.value, run) }
    let missing = plan.units.filter { entries[$0.id] == nil }
    let runner = UnitRunner(data: data, engine: engine, seed: experiment.seed, jobs: jobs)
    let start = ProcessClock.wallSeconds()
    for (index, unit) in missing.enumerated() {
      let entry = try runner.run(unit, to: run.scores(of: unit.id))
      try journal.append(entry)
      entries[unit.id] = entry
      progress(
        Progress(
          done: plan.units.count - missing.count + index + 1, planned: plan.units.count,
          seconds: ProcessClock.wallSeconds() - start, doneHere: index + 1))
    }
    return (entries, Set(missing.map(\.id)))
  }

  /// A unit counts as finished only while its scores are what the journal says.
  private func intact(_ entry: Journal.Entry, _ run: RunFolder) -> Bool {
    if entry.failure != nil { return true }
    guard let file = try? MappedFile(run.scores(of: entry.unit)) else { return false }
    return file.digest == entry.scores
  }

  private func finish(
    _ run: RunFolder, _ entries: [String: Journal.Entry], fresh: Set<String>, start: Double
  ) throws -> RunRecord {
    let store = try ScoreStore(plan, run, entries: entries)
    let judge = Judge(experiment, assessment: Assessment(data.splits, labels: data.dataset.labels))
    let points = PointWriter(
      plan: plan, store: store, judge: judge, ranking: Ranking(experiment.search), fitCPU: fitCPU(entries), jobs: jobs)
    let outcome = try points.write(to: run)
    let builder = RecordBuilder(experiment: experiment, data: data, plan: plan, points: points, outcome: outcome)
    try writePredictions(run, builder, store, judge)
    let engine = engineSection(entries, fresh: fresh, judged: outcome.forestCPU, start: start)
    let name = String(run.path.split(separator: "/").last ?? "")
    guard
      let record = builder.record(
        runID: name, engine: engine, digest: digest(store), notes: notes(entries))
    else { throw WorkError("No point has a value of \(experiment.search.metric): \(firstFailure(entries))") }
    try AtomicFile.write(JSONRecord.pretty(record), to: run.file(.results))
    return record
  }

  private func writePredictions(
    _ run: RunFolder, _ builder: RecordBuilder, _ store: ScoreStore, _ judge: Judge
  ) throws(WorkError) {
    let best = experiment.models.compactMap { builder.bestCandidate(of: $0.name) }
    try Predictions.write(
      to: run.file(.predictions), judge.assessment, models: best.map { ($0.model, store.scores(of: $0)) })
  }

  private func engineSection(
    _ entries: [String: Journal.Entry], fresh: Set<String>, judged: Double, start: Double
  ) -> RunRecord.EngineSection {
    let forest = plan.units.filter { $0.group.model == RandomForest.name }
    let run = forest.filter { fresh.contains($0.id) }
    let fitCPU = run.reduce(0) { $0 + (entries[$1.id]?.fitCPU ?? 0) }
    return .init(
      mode: engine, jobs: jobs, fitsPlanned: forest.count, fitsRun: run.count, fitsReused: forest.count - run.count,
      points: plan.forestPoints, duplicatesRemoved: plan.duplicatesRemoved[RandomForest.name] ?? 0, fitCPU: fitCPU,
      cpu: fitCPU + judged, wall: ProcessClock.wallSeconds() - start)
  }

  /// The fit times of each candidate's units.
  private func fitCPU(_ entries: [String: Journal.Entry]) -> [Int: [Double]] {
    var times: [Int: [Double]] = [:]
    for unit in plan.units {
      guard let entry = entries[unit.id] else { continue }
      for candidate in unit.group.candidates { times[candidate.id, default: []].append(entry.fitCPU) }
    }
    return times
  }

  private func digest(_ store: ScoreStore) -> String {
    let forests = plan.candidates.filter { $0.model == RandomForest.name && store.failure(of: $0) == nil }
    let digests = concurrentMap(count: forests.count, jobs: jobs) { store.digest(of: forests[$0]) }
    return ResultsDigest.hex(
      data: data.dataset.digest, splits: data.splitsDigest, seed: experiment.seed,
      forestPoints: Array(zip(forests, digests)).map { ($0, $1) })
  }

  /// What the data and the models had to say, each sentence once.
  private func notes(_ entries: [String: Journal.Entry]) -> [String] {
    var notes = data.table.notes.map(\.message)
    for unit in plan.units {
      for note in entries[unit.id]?.notes ?? [] {
        let line = "\(unit.group.model): \(note)"
        if !notes.contains(line) { notes.append(line) }
      }
    }
    return notes
  }

  private func firstFailure(_ entries: [String: Journal.Entry]) -> String {
    plan.units.lazy.compactMap { entries[$0.id]?.failure }.first ?? "it is undefined on some fold of every point."
  }
}
