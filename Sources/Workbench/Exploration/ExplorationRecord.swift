public import ChurnML

/// What `churnlab explore` says, schema `churnlab.exploration/1`.
public struct ExplorationRecord: Sendable {
  public let exploration: Exploration
  /// What `churnlab lint` says of the same file.
  public let alarms: [Alarm]

  public init(_ exploration: Exploration, alarms: [Alarm] = []) {
    self.exploration = exploration
    self.alarms = alarms
  }

  /// Looks at the customers in the file at `path`.
  public static func explore(
    path: String, target: Target, settings: ExplorationSettings, jobs: Int
  ) throws -> ExplorationRecord {
    let table = try Table.read(path: path, options: CSVOptions(kinds: [target.column: .categorical]), jobs: jobs)
    let exploration = try Exploration(table, target: target, settings: settings, jobs: jobs)
    let noFeatures = exploration.columns.filter { [.ignored, .time].contains($0.role) }.map(\.summary.name)
    return ExplorationRecord(
      exploration, alarms: try FileAlarms.find(table, target: target, ignore: noFeatures, jobs: jobs))
  }

  /// What was noticed about the data and no alarm says, a sentence each.
  public var notes: [String] {
    let alarmed = Set(alarms.flatMap { alarm in alarm.columns.map { [alarm.kind.rawValue, $0] } })
    let notes = exploration.notes.filter { note in
      !note.columns.contains { alarmed.contains([note.kind.rawValue, $0]) }
    }
    return notes.map(\.message) + exploration.unranked.map { "\"\($0.column)\" cannot be ranked: \($0.reason)" }
  }
}

extension ExplorationRecord: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("schema", "churnlab.exploration/1")
    try record.write("file", exploration.file)
    try record.write("digest", exploration.digest)
    try record.write("target", exploration.target)
    try record.write("settings", exploration.settings)
    try record.write("all", exploration.all)
    try record.write("counts", CountsRecord(exploration))
    try record.write("columns", exploration.columns)
    try record.write("indicators", RankedIndicators(exploration.indicators).items)
    try record.write("unranked", exploration.unranked.map(UnrankedColumn.init))
    try record.write("redundancy", RedundancyRecord(pairs: exploration.pairs))
    try record.write("pairs", PairsRecord(pairs: exploration.pairs))
    try record.write("tenure", exploration.tenure)
    try record.write("survival", exploration.survival.map(SurvivalRecord.init))
    try record.write("alarms", alarms)
    try record.write("notes", exploration.notes)
    try record.finish()
  }
}

/// How many columns there are of each kind.
private struct CountsRecord: Encodable {
  let columns: Int
  let features: Int
  /// Ranked columns that are not noise, and those that are.
  let indicators: Int
  let noise: Int

  init(_ exploration: Exploration) {
    columns = exploration.columns.count
    features = exploration.columns.count { $0.role == .feature }
    noise = exploration.indicators.count(where: \.null.isNoise)
    indicators = exploration.indicators.count - noise
  }
}

private struct UnrankedColumn: Encodable {
  let column: String
  let reason: String
}

extension ExplorationSettings: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("ignore", ignore)
    try record.write("permutations", permutations)
    try record.write("seed", seed)
    try record.finish()
  }
}

/// Customers with their churn rate; the interval is Wilson's at 95 %.
extension ChurnCount: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try write(to: &record)
    try record.finish()
  }

  /// Adds the members to an object that has others too.
  func write(to record: inout RecordEncoder) throws {
    try record.write("rows", rows)
    try record.write("churned", churned)
    try record.write("rate", rate)
    try record.write("interval", interval)
  }
}

/// Customers of one level of a column.
struct LevelRecord: Encodable {
  let level: Level
  let count: ChurnCount

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("level", level.text)
    if case .band(let low, let high, _) = level {
      try record.write("low", low)
      try record.write("high", high)
    }
    try count.write(to: &record)
    try record.finish()
  }
}
