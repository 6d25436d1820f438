internal import ChurnML

/// Divides the rows of a table as an experiment asks for.
struct RowDivider {
  private let experiment: Experiment
  private let table: Table
  private let labels: [UInt8]
  private let times: [Double]
  private let rows: [Int]

  /// - Parameters:
  ///   - times: of every row; empty where none are known.
  ///   - rows: those that take part.
  init(_ experiment: Experiment, _ table: Table, labels: [UInt8], times: [Double], rows: [Int]) {
    self.experiment = experiment
    self.table = table
    self.labels = labels
    self.times = times
    self.rows = rows
  }

  func division() throws(InputError) -> Division {
    try checkEntities()
    let (scheme, population) = try prepare(experiment.resampling)
    let splits = try scheme.splits(of: population, seed: experiment.seed)
    guard let outer = experiment.outerResampling else { return Division(splits: splits, outer: [], rows: rows) }
    let (outerScheme, outerPopulation) = try prepare(outer)
    let outerSeed = RandomSource.key(experiment.seed, 0x0073)
    let outerSplits = try outerScheme.splits(of: outerPopulation, seed: outerSeed)
    let folds = try OuterFold.folds(outerSplits) { (split) throws(InputError) in
      try scheme.splits(of: population.restricted(to: split.analysis), seed: experiment.seed)
    }
    return Division(splits: splits, outer: folds, rows: rows)
  }

  /// Rows of equal numbers belong together; each is on its own where nothing is known of customers and groups.
  func customers() throws(InputError) -> [Int] {
    let groups = [experiment.data.entity, experiment.resampling.group, experiment.outerResampling?.group]
    guard let column = groups.compactMap(\.self).first else { return Array(labels.indices) }
    return try numbers(ofColumn: column)
  }

  private func prepare(_ plan: ResamplingPlan) throws(InputError) -> (any ResamplingScheme, Population) {
    let groups = try plan.group.map { (name) throws(InputError) in try numbers(ofColumn: name) } ?? []
    let population = Population(rows: rows, labels: labels, groups: groups, times: times)
    return (try scheme(plan), population)
  }

  private func scheme(_ plan: ResamplingPlan) throws(InputError) -> any ResamplingScheme {
    switch plan {
    case .stratifiedKFold(let folds, let repeats): return StratifiedKFold(folds: folds, repeats: repeats)
    case .grouped(let folds, let repeats, _): return GroupKFold(folds: folds, repeats: repeats)
    case .stratifiedGrouped(let folds, let repeats, _): return StratifiedGroupKFold(folds: folds, repeats: repeats)
    case .time(let folds, let gap): return TimeSeriesSplit(folds: folds, gap: gap)
    case .holdout(let size, _): return Holdout(testSize: size)
    case .bootstrap(let repeats, _): return Bootstrap(resamples: repeats)
    case .predefined(let column):
      return try PredefinedFolds(cells: table.column(named: column).texts, at: "\(table.name): column \(column)")
    case .outOfBag:
      if let model = experiment.models.first(where: { $0.name != RandomForest.name }) {
        throw InputError(
          at: "resampling.method",
          "only forests have out-of-bag rows; take \(model.name) out of models, or use stratified_kfold.")
      }
      return OutOfBagRows()
    }
  }

  /// A number for each distinct cell; rows without a cell are each a group of their own.
  private func numbers(ofColumn name: String) throws(InputError) -> [Int] {
    guard case .categorical(let codes, let categories) = try table.column(named: name).values else { return [] }
    return codes.enumerated().map { row, code in code < 0 ? categories.count + row : Int(code) }
  }

  /// Refuses to spread a customer's rows over folds that are to be strangers.
  private func checkEntities() throws(InputError) {
    guard let entity = experiment.data.entity else { return }
    let customers = try numbers(ofColumn: entity)
    let count = Set(rows.map { customers[$0] }).count
    guard count < rows.count else { return }
    for plan in [experiment.resampling, experiment.outerResampling].compactMap(\.self) {
      switch plan {
      case .stratifiedKFold, .outOfBag:
        throw InputError(
          at: "resampling.method",
          "\(rows.count) rows are of \(count) customers (column \(entity)), and \(plan.method) would learn from some rows "
            + "of a customer to judge others; use stratified_grouped, grouped or time.")
      default: break
      }
    }
  }
}

extension Column {
  /// The cells of a categorical column; blank for missing ones.
  fileprivate var texts: [String] {
    switch values {
    case .numeric(let numbers): numbers.map { $0.isNaN ? "" : $0.description }
    case .categorical(let codes, let categories): codes.map { $0 < 0 ? "" : categories[Int($0)] }
    }
  }
}
