internal import ChurnML

/// Runs an experiment, or goes on with one that was interrupted, and writes its record.
public struct Runner: Sendable {
  public let experiment: Experiment
  public let data: LoadedData
  public let plan: RunPlan
  public let engine: EngineMode
  public let jobs: Int
  let judged: JudgedData
  private let maxScoreBytes: Int
  private let progress: @Sendable (Progress) -> Void

  /// Of out-of-fold scores, what a run keeps on disk unless told otherwise.
  public static let defaultMaxScoreBytes = 4 << 30

  /// How far the fits are.
  public struct Progress: Sendable {
    public let done: Int
    public let planned: Int
    /// Wall seconds since the first fit of this process, and fits done since.
    public let seconds: Double
    public let doneHere: Int
  }

  /// - Parameter maxScoreBytes: scores beyond are dropped once they are judged, those of the worst points first.
  public init(
    _ experiment: Experiment, data: LoadedData, engine: EngineMode, jobs: Int,
    maxScoreBytes: Int = Runner.defaultMaxScoreBytes, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.experiment = experiment
    self.data = data
    self.engine = engine
    self.jobs = jobs
    self.maxScoreBytes = maxScoreBytes
    self.progress = progress
    judged = JudgedData(data, jobs: jobs)
    plan = RunPlan(experiment, data: judged, engine: engine)
  }

  /// What the run would take, from a little of it.
  public func estimate() -> CostEstimate {
    let judge = Judge(experiment, assessment: judged.assessment)
    return CostProbe(
      plan: plan, data: data, judge: judge, search: experiment.search, seed: experiment.seed, jobs: jobs
    ).estimate()
  }

  /// Makes the folder of a new run, ready to be computed or resumed.
  /// - Parameters:
  ///   - source: the experiment file's text as given.
  ///   - earlier: a run whose finished units are taken over where they are units of this one too.
  public func create(under results: String, source: String, reusing earlier: RunFolder? = nil) throws -> RunFolder {
    guard plan.nestedScoreBytes <= maxScoreBytes else {
      throw InputError(
        at: "--max-score-bytes \(maxScoreBytes)",
        "the inner searches of resampling.outer write \(plan.nestedScoreBytes) bytes of scores, none of which can be dropped; "
          + "give at least as many, or fewer points.")
    }
    let environment = RunEnvironment(
      engine: engine, jobs: jobs, maxScoreBytes: maxScoreBytes, estimate: estimate())
    return try RunFolder.create(under: results, experiment: experiment.name) { run in
      try AtomicFile.write(source, to: run.file(.experiment))
      // The folder is renamed within its parent, so the way to the data stays the same.
      try AtomicFile.write(experiment.resolved(relativeTo: run.path).pretty, to: run.file(.resolved))
      try AtomicFile.write(JSONRecord.pretty(environment), to: run.file(.environment))
      try AtomicFile.write(JSONRecord.pretty(judged.facts), to: run.file(.data))
      let profile = CustomerProfile(of: data.dataset.features, jobs: jobs)
      try AtomicFile.write(JSONRecord.pretty(profile), to: run.file(.profile))
      try AtomicFile.write(data.division.csv, to: run.file(.splits))
      if let all = data.division.allCSV { try AtomicFile.write(all, to: run.file(.allSplits)) }
      if judged.rows.needsFile(outer: !plan.outer.isEmpty) {
        try AtomicFile.write(judged.rows.csv, to: run.file(.rows))
      }
      try AtomicFile.write("", to: run.file(.journal))
      if let earlier { try run.take(plan.searchUnits, from: earlier) }
    }
  }

  /// Computes what the journal does not have yet and writes the record.
  /// - Parameter describe: writes more files of the record, such as its page; the manifest vouches for them too.
  public func compute(
    _ run: RunFolder, describing describe: (RunFolder) throws -> Void = { _ in }
  ) throws -> RunRecord {
    let lock = try RunLock(run)
    defer { withExtendedLifetime(lock) {} }
    return try Interruption.resumable(run) {
      // Where the record stands, the points are judged, and scores may have been dropped since.
      let record = run.has(.results) ? try run.read(RunRecord.self, from: .results) : try search(run)
      if try run.kept() != nil { run.dropUnits(plan) }
      try AtomicFile.sync(folder: run.scoresFolder)
      try describe(run)
      try Manifest.write(for: run)
      try run.linkLatest()
      return record
    }
  }

  /// Fits, judges and records.
  private func search(_ run: RunFolder) throws -> RunRecord {
    let (start, startCPU) = (ProcessClock.wallSeconds(), ProcessClock.cpuSeconds())
    var units = Units(run, progress: progress)
    try computeUnits(plan.searchUnits, to: &units)
    let study = NestedStudy(experiment: experiment, plan: plan, data: self.judged, run: run, jobs: jobs)
    let searches = try study.searches(units.entries)
    try computeUnits(searches.flatMap(\.refits), to: &units)
    let nested = try study.outcome(searches, journal: units.entries, fits: nestedFits(searches, units))
    let store = try ScoreStore(plan, run, entries: units.entries)
    let judging = RunJudging(
      experiment: experiment, plan: plan, data: self.judged, store: store, entries: units.entries, judgedBefore: nil,
      jobs: jobs)
    let judged = try judging.write(to: run, nested: nested)
    let refitNotes = try RefittedModels(experiment, data, best: judged.bestOfModels, jobs: jobs).write(to: run)
    try OutOfBagSurface(judged, data)?.write(
      to: run,
      context: FitContext(seed: experiment.seed, repeat: 0, fold: FitContext.refit, jobs: jobs))
    try judged.writeDecisions(to: run)
    try writeReasons(judged, to: run)
    let scores = try keepScores(judged, run)
    let wall = ProcessClock.wallSeconds() - start
    let spent = CostEstimate(
      cpu: ProcessClock.cpuSeconds() - startCPU, wall: wall, peakMemory: ProcessClock.peakMemory(),
      scores: store.bytes + plan.nestedScoreBytes)
    let estimated = try run.read(RunEnvironment.self, from: .environment).estimate
    let record = try judged.record(
      runID: run.name, engine: engineSection(units, judged: judged.outcome.forestCPU, wall: wall),
      cost: .init(estimated: estimated, spent: spent), scores: scores, moreNotes: refitNotes)
    try AtomicFile.write(JSONRecord.pretty(record), to: run.file(.results))
    return record
  }

  /// What the model goes by that verbs use unless another is named.
  private func writeReasons(_ judged: JudgedRun, to run: RunFolder) throws {
    guard let name = (judged.choice(of: RandomForest.name) ?? judged.winner)?.chosen.candidate.model,
      let model = try? SavedModel(path: run.model(name))
    else { return }
    try RunReasons(model, data, experiment, jobs: jobs)?.write(into: run)
  }

  /// Computes those that the journal does not have.
  private func computeUnits(_ wanted: [Unit], to units: inout Units) throws {
    let runner = UnitRunner(data: data, engine: engine, countsNodes: experiment.search.rule.prefersSmall, jobs: jobs)
    for unit in try units.missing(wanted, needNodes: runner.countsNodes) {
      try units.add(try runner.run(unit, to: units.run.scores(of: unit.id)), planned: plan.fits)
    }
  }

  private func nestedFits(_ searches: [OuterSearch], _ units: Units) -> NestedStudy.Fits {
    let forest = searches.flatMap { $0.plan.search.units + $0.refits }.filter { $0.group.model == RandomForest.name }
    let run = forest.count { units.fresh.contains($0.id) }
    return .init(planned: forest.count, run: run, reused: forest.count - run)
  }

  private func keepScores(_ judged: JudgedRun, _ run: RunFolder) throws -> RunRecord.ScoresSection {
    let store = judged.points.store
    let stored = plan.candidates.count { store.failure(of: $0) == nil }
    guard let kept = KeptScores(judged, maxBytes: maxScoreBytes - plan.nestedScoreBytes) else {
      try run.forgetKept()
      return .init(kept: stored, dropped: 0, bytes: store.bytes + plan.nestedScoreBytes)
    }
    let bytes = try kept.write(to: run, plan, store) + plan.nestedScoreBytes
    return .init(kept: kept.points.count, dropped: stored - kept.points.count, bytes: bytes)
  }

  private func engineSection(_ units: Units, judged: Double, wall: Double) -> RunRecord.EngineSection {
    let forest = plan.units.filter { $0.group.model == RandomForest.name }
    let run = forest.filter { units.fresh.contains($0.id) }
    let fitCPU = run.reduce(0) { $0 + (units.entries[$1.id]?.fitCPU ?? 0) }
    return .init(
      mode: engine, jobs: jobs, fitsPlanned: forest.count, fitsRun: run.count, fitsReused: forest.count - run.count,
      points: plan.forestPoints, duplicatesRemoved: plan.duplicatesRemoved[RandomForest.name] ?? 0, fitCPU: fitCPU,
      cpu: fitCPU + judged, wall: wall)
  }
}
