/// A small forest, cross-validated on a few thousand rows: enough to see whether data are too good to be true before anything is run.
public enum QuickScore {
  private static let mostRows = 4000
  private static let fewestRows = 100
  private static let folds = 3

  /// An alarm when the columns together tell too much. Columns that do so alone, or name customers, are alarms of their own and
  /// left out here.
  /// - Parameter alarms: those found already.
  public static func alarm(_ data: Dataset, after alarms: [Alarm], jobs: Int) throws -> Alarm? {
    let known = Set(alarms.filter { $0.kind == .identifier || $0.severity == .high }.flatMap(\.columns))
    let features = data.features.filter { !known.contains($0.name) && !$0.isAllMissing }
    let rows = sample(data.rows)
    let labels = rows.map { data.labels[$0] }
    let positives = labels.reduce(0) { $0 + Int($1) }
    guard !features.isEmpty, rows.count >= fewestRows, min(positives, rows.count - positives) >= folds else {
      return nil
    }
    let small = Dataset(
      features: features.map { $0.taking(rows) }, labels: labels, target: data.target, digest: data.digest)
    let forest = try RandomForest([
      "n_estimators": .integer(60), "max_depth": .integer(8), "min_samples_leaf": .integer(3),
    ])
    var areas: [Double] = []
    for split in try StratifiedKFold(folds: folds).splits(of: Population(labels: labels), seed: 0) {
      let context = FitContext(seed: 0, repeat: 0, fold: split.fold, jobs: jobs)
      let scores = try forest.fit(small, rows: split.analysis, context: context)
        .predictProbability(small.features, rows: split.assessment, jobs: jobs)
      if let area = try? ROCAUC().value(of: RankedScores(labels: split.assessment.map { labels[$0] }, scores: scores)) {
        areas.append(area)
      }
    }
    guard !areas.isEmpty else { return nil }
    return TooGood.alarm(
      model: "a small forest", auc: areas.reduce(0, +) / Double(areas.count), columns: data.features.map(\.name),
      positives: positives, negatives: rows.count - positives)
  }

  private static func sample(_ rows: Int) -> [Int] {
    guard rows > mostRows else { return Array(0..<rows) }
    var all = Array(0..<rows)
    var source = RandomSource(0x0_71c4, UInt64(rows))
    // The first places of Fisher and Yates' shuffle.
    for place in 0..<mostRows { all.swapAt(place, place + source.index(below: rows - place)) }
    return all.prefix(mostRows).sorted()
  }
}

extension Column {
  fileprivate func taking(_ rows: [Int]) -> Column {
    switch values {
    case .numeric(let numbers): Column(name: name, values: .numeric(rows.map { numbers[$0] }))
    case .categorical(let codes, let categories):
      Column(name: name, values: .categorical(codes: rows.map { codes[$0] }, categories: categories))
    }
  }
}
