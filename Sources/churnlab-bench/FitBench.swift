import ChurnML
import Workbench

/// Fits a model, or a path of them, on the training rows of a table, and judges the last on the test rows.
struct FitBench {
  private let data: Dataset
  private let train: [Int]
  private let test: [Int]
  private let fitting: @Sendable (Dataset, [Int], FitContext) throws -> any Classifier
  private let seed: UInt64
  private let jobs: Int

  init(
    file: String, target: String, model: String, values: [Setting], path: [Setting], seed: UInt64, jobs: Int
  ) throws {
    let parts = target.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw InputError(at: "--target \(target)", "write COLUMN=POSITIVE") }
    let table = try Table.read(
      path: file, options: CSVOptions(kinds: [parts[0]: .categorical, "part": .categorical]), jobs: jobs)
    let extra = ["customerID", "fold"].filter { name in table.columns.contains { $0.name == name } }
    data = try Dataset(from: table, target: Target(column: parts[0], positive: parts[1]), ignore: ["part"] + extra)
    guard case .categorical(let codes, let names) = try table.column(named: "part").values else {
      throw InputError(at: file, "the column part says train or test")
    }
    train = codes.indices.filter { names[Int(codes[$0])] == "train" }
    test = codes.indices.filter { names[Int(codes[$0])] == "test" }
    guard let type = LearnerCatalogue.learner(named: model) else { throw InputError(at: "--model", "no \(model)") }
    let given = Dictionary(values.map { ($0.name, $0.value) }) { $1 }
    fitting = try Self.fitting(type, path.isEmpty ? [given] : path.map { given.merging([$0.name: $0.value]) { $1 } })
    self.seed = seed
    self.jobs = jobs
  }

  func run(repeats: Int, singleRows: Int) throws -> JSON {
    var classifier = try fit()
    let fits = try Spent.times(repeats) { classifier = try fit() }
    var scores = predict(classifier)
    let predictions = Spent.times(repeats) { scores = predict(classifier) }
    let ranked = RankedScores(labels: test.map { data.labels[$0] }, scores: scores)
    var members: [JSON.Member] = [
      .init("fit", Spent.json(fits)), .init("predict", Spent.json(predictions)),
      .init("predicted_rows", .integer(test.count)),
      .init("roc_auc", try .number(ranked.value(of: "roc_auc"))),
      .init("log_loss", try .number(ranked.value(of: "log_loss"))),
      .init("peak_memory_mb", .number(Double(ProcessClock.peakMemory()) / 1e6)),
    ]
    if let forest = classifier as? Forest {
      let bound = HistogramBound(forest, columns: data.features.count)
      members += [.init("updates", .number(bound.updates)), .init("bound_s", .number(bound.seconds))]
    }
    if singleRows > 0 { members.append(.init("one_row_us", .number(oneRow(classifier, times: singleRows) * 1e6))) }
    return .object(members)
  }

  private func fit() throws -> any Classifier {
    try fitting(data, train, FitContext(seed: seed, repeat: 0, fold: 0, jobs: jobs))
  }

  private static func fitting<Type: Learner>(
    _ type: Type.Type, _ members: [[String: HyperparameterValue]]
  ) throws -> @Sendable (Dataset, [Int], FitContext) throws -> any Classifier {
    let learners = try members.map { try type.init(type.defaults.merging($0) { $1 }) }
    return { data, rows, context in
      try type.fitPath(learners, data, rows: rows, context: context)[learners.count - 1]
    }
  }

  private func predict(_ classifier: any Classifier) -> [Double] {
    classifier.predictProbability(data.features, rows: test, jobs: jobs)
  }

  /// The median wall time of predicting a single row.
  private func oneRow(_ classifier: any Classifier, times: Int) -> Double {
    let taken = (0..<times).map { index in
      Spent.on {
        _ = classifier.predictProbability(data.features, rows: [test[index % test.count]], jobs: 1)
      }.wall
    }
    return taken.sorted()[times / 2]
  }
}

extension RankedScores {
  fileprivate func value(of metric: String) throws -> Double {
    guard let found = MetricCatalogue.metric(named: metric) else { throw InputError(at: metric, "no such metric") }
    return try found.value(of: self)
  }
}
