public import ChurnML

/// Customers whose outcome is known, with one model's scores of them.
public struct ScoredCustomers: Sendable {
  /// What errors and records call them: a file or a run, and a column or a model.
  public let source: String
  public let name: String
  let labels: [UInt8]
  let scores: [Double]
  /// The fold of each row; nil where nothing is known of folds.
  let folds: [Int]?
  /// Rows of each repeat of the resampling; a customer has one row in each.
  let repeats: [Range<Int>]
  /// The customer of each row: its row in the data, counted from 0.
  let customers: [Int]

  /// From a scores file: every row is a customer.
  public init(
    _ table: ScoreTable, label: String, score: String, positive: String?, fold: String?
  ) throws(InputError) {
    source = table.path
    name = score
    labels = try table.labels(label, positive: positive)
    scores = try table.numbers(score)
    folds = try fold.map { (name) throws(InputError) in try table.groups(name) }
    repeats = [0..<labels.count]
    customers = Array(0..<labels.count)
  }

  /// From a run: the out-of-fold scores in its `predictions.csv`.
  /// - Parameter model: nil for the run's forest, or its best model where it has none.
  public init(_ run: RunFolder, model: String? = nil, jobs: Int) throws(InputError) {
    let name = try run.record().modelName(model)
    let table = try ScoreTable(
      path: run.file(.predictions), label: "label", numbers: [name, "row", "repeat"], words: ["fold"], jobs: jobs)
    try self.init(predictions: table, model: name, source: run.path)
  }

  /// From a run's `predictions.csv`, of which at least the columns row, repeat, fold, label and the model's were read.
  init(predictions table: ScoreTable, model name: String, source: String) throws(InputError) {
    let rounds = try table.numbers("repeat")
    var repeats: [Range<Int>] = []
    for row in rounds.indices {
      if row > 0, rounds[row] == rounds[row - 1], let last = repeats.popLast() {
        repeats.append(last.lowerBound..<row + 1)
      } else {
        repeats.append(row..<row + 1)
      }
    }
    self.source = source
    self.name = name
    labels = try table.labels("label", positive: "1")
    scores = try table.numbers(name)
    folds = try table.groups("fold")
    self.repeats = repeats
    customers = try table.numbers("row").map { Int($0) }
  }

  /// From a run being judged.
  /// - Parameter scores: one list a split.
  init(_ assessment: Assessment, name: String, scores: [[Double]]) {
    source = "out-of-fold scores"
    self.name = name
    labels = Array(assessment.labels.joined())
    self.scores = Array(scores.joined())
    folds = assessment.splits.flatMap { split in [Int](repeating: split.fold, count: split.assessment.count) }
    customers = assessment.splits.flatMap(\.assessment)
    let ends = assessment.labels.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    repeats = assessment.repeats.map { ends[$0.lowerBound]..<ends[$0.upperBound] }
  }

  private init(_ other: ScoredCustomers, scores: [Double]) {
    source = other.source
    name = other.name
    labels = other.labels
    self.scores = scores
    folds = other.folds
    repeats = other.repeats
    customers = other.customers
  }

  /// The same customers with probabilities, each from a calibrator fitted on the other folds of its repeat.
  public func calibrated(_ method: CalibrationMethod) throws(InputError) -> ScoredCustomers {
    guard let calibrator = method.calibrator else { return self }
    guard let folds else {
      throw InputError(at: source, "calibration is cross-fitted, which needs folds; name their column with --fold")
    }
    var probabilities: [Double] = []
    for rows in repeats {
      do {
        probabilities += try crossFittedProbabilities(
          calibrator, labels: Array(labels[rows]), scores: Array(scores[rows]), folds: Array(folds[rows]))
      } catch { throw InputError(at: "\(source): \(name)", "\(method.rawValue) cannot be fitted: \(error.reason)") }
    }
    return ScoredCustomers(self, scores: probabilities)
  }

  /// The same customers with other scores.
  func mapped(_ change: (Double) -> Double) -> ScoredCustomers { ScoredCustomers(self, scores: scores.map(change)) }

  /// Every customer once.
  var firstRepeat: RankedScores {
    let rows = repeats.first ?? 0..<0
    return RankedScores(labels: Array(labels[rows]), scores: Array(scores[rows]))
  }

  /// Ranked fold by fold, one a repeat.
  var rankedRepeats: [RankedFolds] {
    guard let folds else { return [] }
    return repeats.map { rows in
      let members = Dictionary(grouping: rows) { folds[$0] }.sorted { $0.key < $1.key }.map(\.value)
      return RankedFolds(
        labels: members.map { $0.map { labels[$0] } }, scores: members.map { $0.map { scores[$0] } })
    }
  }

  var rankedFolds: [RankedScores] { rankedRepeats.flatMap(\.folds) }

  var ranked: RankedScores { RankedScores(labels: labels, scores: scores) }

  /// How many customers there are, each counted once.
  public var count: Int { repeats.first?.count ?? 0 }
  public var churners: Int { repeats.first.map { labels[$0].reduce(0) { $0 + Int($1) } } ?? 0 }

  /// With several repeats every row stands for a part of its customer, so that capacities and budgets mean customers.
  var weights: [Double]? {
    repeats.count > 1 ? [Double](repeating: 1 / Double(repeats.count), count: labels.count) : nil
  }

  /// Each row's figure of its customer's.
  func rows(of figures: [Double]) -> [Double] { customers.map { figures[$0] } }

  /// The mean over its rows of each customer's figure, by customer.
  func perCustomer(_ figures: [Double]) -> [Double] {
    guard repeats.count > 1 else { return figures }
    var sums: [Int: (sum: Double, rows: Double)] = [:]
    for (customer, figure) in zip(customers, figures) {
      let before = sums[customer] ?? (0, 0)
      sums[customer] = (before.sum + figure, before.rows + 1)
    }
    return sums.sorted { $0.key < $1.key }.map { $0.value.sum / $0.value.rows }
  }

  /// Why money may not be promised on these scores for one customer; nil when it may.
  var calibrationRefusal: String? {
    do { return try CalibrationCheck(ranked).refusal } catch {
      return "the scores' calibration cannot be judged: \(error.reason)"
    }
  }
}

extension CalibrationMethod {
  var calibrator: (any Calibrator.Type)? { CalibratorCatalogue.calibrator(named: rawValue) }
}

extension RunRecord {
  /// `name` if it is one of the run's models; without a name its forest, or its best model where it has none.
  func modelName(_ name: String?) throws(InputError) -> String {
    let chosen = name ?? selected.model
    guard models.names.contains(chosen) else {
      let hint = Suggestion.clause(chosen, in: models.names)
      throw InputError(
        at: "--model \(chosen)",
        "the run has no such model" + (hint.isEmpty ? "; it has \(models.names.joined(separator: ", "))" : hint))
    }
    return chosen
  }
}
