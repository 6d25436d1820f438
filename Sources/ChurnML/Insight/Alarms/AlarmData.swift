/// What alarms are looked for in.
struct AlarmData: Sendable {
  /// Candidates for features, in the file's order.
  let columns: [CodedColumn]
  /// 1 for churned; nil where nobody said which column is the target.
  let labels: [UInt8]?
  /// The fold each row is held out in, of one repeat; nil before rows are divided.
  let folds: [Int]?
  let rows: Int
  let jobs: Int
  /// Positions of the columns that name customers.
  let identifiers: Set<Int>
  let repeated: RepeatedRows

  init(columns: [Column], labels: [UInt8]?, folds: [Int]?, jobs: Int) {
    let coded = concurrentMap(count: columns.count, jobs: jobs) { CodedColumn(columns[$0]) }
    self.columns = coded
    self.labels = labels
    self.folds = folds
    rows = coded.first?.rows ?? 0
    self.jobs = jobs
    identifiers = Set(coded.indices.filter { !coded[$0].isConstant && coded[$0].namesCustomers })
    repeated = RepeatedRows(coded.indices.filter { [identifiers] in !identifiers.contains($0) }.map { coded[$0] })
  }

  /// Columns that may say something about customers: neither constant nor names.
  var features: [CodedColumn] {
    columns.indices.filter { !identifiers.contains($0) && !columns[$0].isConstant }.map { columns[$0] }
  }

  var positives: Int { labels?.reduce(0) { $0 + Int($1) } ?? 0 }
  var negatives: Int { rows - positives }
}

/// One kind of suspicion. It must stay silent on sound data of any size, from 50 rows to millions.
protocol AlarmDetector: Sendable {
  static func alarms(in data: AlarmData) -> [Alarm]
}

/// Every alarm about data.
public enum DataAlarms {
  private static let detectors: [any AlarmDetector.Type] = [
    SeparatingFeature.self, TargetEncoding.self, ResampledClasses.self, DuplicateRows.self, Identifiers.self,
    RedundantColumns.self, ConstantColumns.self, Categories.self,
  ]

  /// The alarms, the most severe first; the same for any `jobs`.
  /// - Parameters:
  ///   - columns: those that would be features.
  ///   - labels: 1 for churned; without them the alarms about the target are silent.
  ///   - folds: the fold each row is held out in, where rows are divided.
  public static func find(
    columns: [Column], labels: [UInt8]?, folds: [Int]? = nil, jobs: Int
  ) -> [Alarm] {
    guard let rows = columns.first?.count, rows > 0 else { return [] }
    let data = AlarmData(columns: columns, labels: labels, folds: folds, jobs: jobs)
    return detectors.flatMap { $0.alarms(in: data) }.mostSevereFirst
  }
}

extension [Alarm] {
  /// Otherwise in their order.
  public var mostSevereFirst: [Alarm] {
    let severities: [Alarm.Severity] = [.high, .medium, .low]
    return severities.flatMap { severity in filter { $0.severity == severity } }
  }
}
