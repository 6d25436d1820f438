public import ChurnML

/// The customers of an experiment, read, checked and divided.
public struct LoadedData: Sendable {
  public let table: TableFacts
  public let dataset: Dataset
  public let splits: [Split]
  /// Those of nested cross-validation.
  public let outerFolds: [OuterFold]
  /// The rows that take part: all, unless the outcome of some was not awaited.
  public let rows: [Int]
  /// A number for each row, equal for the rows of one customer, or of one group where the file says that those belong together.
  let customers: [Int]
  let followUp: FollowUp?
  let division: Division
  public let splitsDigest: String
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
    let ignored = experiment.data.ignore
    let ignore = ignored + experiment.divisionColumns.filter { !ignored.contains($0) }
    let dataset = try Dataset(from: source.table, target: source.target, ignore: ignore)
    try experiment.explain.check(dataset.features, rows: dataset.rows)
    self.dataset = dataset
    table = TableFacts(
      name: source.table.name, columns: source.table.columns.map(\.name), notes: source.table.notes)
    let times = try experiment.data.asOf.map { (name) throws(InputError) in
      try RowTime.times(source.table.column(named: name), of: source.table)
    }
    followUp = try FollowUp(experiment.data, source.table, times: times ?? [])
    rows = followUp?.rows ?? Array(dataset.labels.indices)
    let divider = RowDivider(experiment, source.table, labels: dataset.labels, times: times ?? [], rows: rows)
    division = try divider.division()
    customers = try divider.customers()
    splits = division.splits
    outerFolds = division.outer
    splitsDigest = division.digest
    isOutOfBag = experiment.resampling == .outOfBag
  }
}
