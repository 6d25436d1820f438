public import ChurnML

/// The customers of an experiment, read, checked and divided.
public struct LoadedData: Sendable {
  public let table: TableFacts
  public let dataset: Dataset
  public let splits: [Split]
  /// The bytes of `splits.csv`, and their SHA-256.
  let splitsCSV: String
  public let splitsDigest: String
  let ranked: RankedFeatures
  /// The one split has all rows on both sides, and a tree scores those it did not see.
  let isOutOfBag: Bool

  /// What is kept of the table beside the data set.
  public struct TableFacts: Sendable {
    public let name: String
    public let columns: [String]
    public let notes: [DataNote]
  }

  public init(_ experiment: Experiment, jobs: Int) throws(InputError) {
    let source = try DataReader.read(experiment, jobs: jobs)
    var ignore = experiment.data.ignore
    if case .predefined(let column) = experiment.resampling { ignore.append(column) }
    let dataset = try Dataset(from: source.table, target: source.target, ignore: ignore)
    self.dataset = dataset
    table = TableFacts(
      name: source.table.name, columns: source.table.columns.map(\.name), notes: source.table.notes)
    splits = try Self.splits(experiment, source.table, labels: dataset.labels)
    splitsCSV = Self.csv(of: splits)
    splitsDigest = SHA256.hex(of: splitsCSV)
    ranked = RankedFeatures(dataset.features, jobs: jobs)
    isOutOfBag = experiment.resampling == .outOfBag
  }

  private static func splits(_ experiment: Experiment, _ table: Table, labels: [UInt8]) throws(InputError) -> [Split] {
    switch experiment.resampling {
    case .stratifiedKFold(let folds, let repeats):
      return try StratifiedKFold(folds: folds, repeats: repeats, seed: experiment.seed, labels: labels)
        .splits(labels: labels)
    case .outOfBag:
      if let model = experiment.models.first(where: { $0.name != RandomForest.name }) {
        throw InputError(
          at: "resampling.method",
          "only forests have out-of-bag rows; take \(model.name) out of models, or use stratified_kfold.")
      }
      let rows = Array(labels.indices)
      return [Split(repeat: 0, fold: 0, analysis: rows, assessment: rows)]
    case .predefined(let column):
      let cells = try table.column(named: column).texts
      return try PredefinedFolds(cells: cells, labels: labels, at: "\(table.name): column \(column)").splits()
    }
  }

  /// One line for each row that is assessed: its number (from 0), the repeat and the fold.
  private static func csv(of splits: [Split]) -> String {
    var text = "row,repeat,fold\n"
    for split in splits {
      for row in split.assessment { text += "\(row),\(split.repeat),\(split.fold)\n" }
    }
    return text
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
