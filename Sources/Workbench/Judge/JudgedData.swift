internal import ChurnML

/// What judging needs to know of the data. A run's folder holds all of it, so a run can be judged again without the data.
struct JudgedData: Sendable {
  let facts: DataRecord
  let assessment: Assessment
  /// Those of nested cross-validation.
  let outer: [OuterFold]
  let rows: CustomerRows
  /// What the splits are known by.
  let splitsDigest: String

  init(_ data: LoadedData, jobs: Int) {
    facts = DataRecord(data, jobs: jobs)
    rows = CustomerRows(labels: data.dataset.labels, customers: data.customers)
    assessment = Assessment(data.splits, labels: data.dataset.labels)
    outer = data.outerFolds
    splitsDigest = data.splitsDigest
  }

  /// From `data.json`, the files of splits and, where `rows.csv` is missing, the labels in `predictions.csv`. The splits'
  /// analysis rows are left empty.
  init(_ run: RunFolder) throws {
    facts = try run.read(DataRecord.self, from: .data)
    let splits = try Table.read(path: run.file(.splits))
    splitsDigest = Division.digest(
      splits: splits.digest, all: run.has(.allSplits) ? try FileDigest.hex(of: run.file(.allSplits)) : nil)
    rows = try CustomerRows(
      Table.read(path: run.file(run.has(.rows) ? .rows : .predictions)), rows: facts.rows)
    assessment = Assessment(try Self.splits(splits), labels: rows.labels)
    outer = run.has(.allSplits) ? try OuterFold.read(Table.read(path: run.file(.allSplits))) : []
  }

  /// What fits depend on: the data's digest and how they are read.
  func featureDigest(_ experiment: Experiment) -> String {
    SHA256.hex(of: facts.digest + "\n" + experiment.data.reading.canonical)
  }

  private static func splits(_ table: Table) throws(InputError) -> [Split] {
    let (rows, repeats) = (try table.integers("row"), try table.integers("repeat"))
    let folds = try table.integers("fold")
    var splits: [Split] = []
    var start = 0
    for index in rows.indices {
      let next = index + 1
      guard next == rows.count || repeats[next] != repeats[start] || folds[next] != folds[start] else { continue }
      splits.append(
        Split(repeat: repeats[start], fold: folds[start], analysis: [], assessment: Array(rows[start..<next])))
      start = next
    }
    return splits
  }
}

extension Table {
  /// A column of whole numbers; -1 where a cell is blank.
  func integers(_ name: String) throws(InputError) -> [Int] {
    guard case .numeric(let values) = try column(named: name).values else {
      throw InputError(at: self.name, "the file is damaged: column \(name) holds words")
    }
    return values.map { Int(exactly: $0) ?? -1 }
  }
}
