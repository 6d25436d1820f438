internal import ChurnML
internal import Foundation

/// Computes units of work and writes their scores.
struct UnitRunner: Sendable {
  let data: LoadedData
  let engine: EngineMode
  /// Whether entries say how many nodes the fitted trees have.
  let countsNodes: Bool
  let jobs: Int

  /// Writes the unit's score file at `path`. A fit that fails is an entry that says why; only a file that cannot be written is an error.
  func run(_ unit: Unit, to path: String) throws -> Journal.Entry {
    let start = ProcessClock.cpuSeconds()
    var notes: [String] = []
    var nodes = [Int](repeating: 0, count: unit.group.candidates.count)
    var failure: String?
    var digest = ""
    do {
      digest = try ScoreWriter.write(
        path, candidates: unit.group.candidates.count, rows: unit.split.assessment.count
      ) { writer in
        notes = try score(unit, to: writer) { nodes[$0] = $1 }
      }
    } catch let error as WorkError {
      throw error
    } catch {
      failure = "\(error)"
    }
    return Journal.Entry(
      unit: unit.id, scores: digest, fitCPU: ProcessClock.cpuSeconds() - start, failure: failure, notes: notes,
      nodes: countsNodes ? nodes : nil)
  }

  /// - Parameter count: takes a candidate's place in the group and its nodes.
  private func score(
    _ unit: Unit, to writer: ScoreWriter, count: @escaping (Int, Int) -> Void
  ) throws -> [String] {
    guard unit.group.model == RandomForest.name else { return try scoreClassifiers(unit, to: writer, count: count) }
    let forests = try unit.group.candidates.map { try RandomForest($0.parameters) }
    switch engine {
    case .shared: return try scoreShared(unit, forests, to: writer, count: count)
    case .naive: return try scoreSeparately(unit, forests, to: writer, count: count)
    }
  }

  private func context(_ unit: Unit) -> FitContext {
    FitContext(seed: unit.seed, repeat: unit.split.repeat, fold: unit.split.fold, jobs: jobs)
  }

  private func scoreShared(
    _ unit: Unit, _ forests: [RandomForest], to writer: ScoreWriter, count: @escaping (Int, Int) -> Void
  ) throws -> [String] {
    let count = countsNodes ? count : nil
    let search = NestedSearch(settings: forests[0].settings, candidates: forests.map(\.limits))
    if data.isOutOfBag {
      return try search.scoreOutOfBag(
        data.dataset, rows: unit.split.analysis, context: context(unit)
      ) { candidate, probabilities in
        try writer.put(candidate, probabilities: probabilities)
      }
    }
    return try search.score(
      data.dataset, analysis: unit.split.analysis, assessment: unit.split.assessment,
      context: context(unit), count: count
    ) { candidate, sums in
      try writer.put(candidate, sums: sums, trees: forests[candidate].limits.nEstimators)
    }
  }

  private func scoreSeparately(
    _ unit: Unit, _ forests: [RandomForest], to writer: ScoreWriter, count: (Int, Int) -> Void
  ) throws -> [String] {
    var notes: [String] = []
    for (candidate, forest) in forests.enumerated() {
      if data.isOutOfBag {
        let probabilities = try forest.outOfBagProbabilities(
          data.dataset, rows: unit.split.analysis, context: context(unit))
        try writer.put(candidate, probabilities: probabilities)
        continue
      }
      let fitted = forest.fitted(to: data.dataset, rows: unit.split.analysis, context: context(unit))
      count(candidate, fitted.nodes)
      let sums = fitted.sums(data.dataset.features, rows: unit.split.assessment, jobs: jobs)
      try writer.put(candidate, sums: sums, trees: fitted.trees.count)
      notes = fitted.notes
    }
    return notes
  }

  private func scoreClassifiers(
    _ unit: Unit, to writer: ScoreWriter, count: (Int, Int) -> Void
  ) throws -> [String] {
    guard let learner = LearnerCatalogue.learner(named: unit.group.model) else {
      throw InputError("There is no model \(unit.group.model).")
    }
    let classifiers = try fit(learner, unit)
    for (candidate, classifier) in classifiers.enumerated() {
      if let ensemble = classifier as? any MadeOfTrees { count(candidate, ensemble.nodes) }
      let probabilities = classifier.predictProbability(
        data.dataset.features, rows: unit.split.assessment, jobs: jobs)
      try writer.put(candidate, probabilities: probabilities)
    }
    var notes: [String] = []
    for note in classifiers.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    return notes
  }

  private func fit<L: Learner>(_ learner: L.Type, _ unit: Unit) throws -> [any Classifier] {
    try L.fitPath(
      unit.group.candidates.map { try L($0.parameters) }, data.dataset, rows: unit.split.analysis,
      context: context(unit))
  }
}
