public import ChurnML

/// What `churnlab lint` found.
public struct LintRecord: Codable, Sendable {
  public let source: String
  public let rows: Int
  /// Those that are features.
  public let columns: Int
  /// nil where none was named; then no alarm speaks of it.
  public let target: String?
  /// The most severe first.
  public let alarms: [Alarm]

  init(source: String, rows: Int, columns: Int, target: String?, alarms: [Alarm]) {
    self.source = source
    self.rows = rows
    self.columns = columns
    self.target = target
    self.alarms = alarms
  }

  /// Of a finished run, as recorded.
  init(_ record: RunRecord, path: String) {
    self.init(
      source: path, rows: record.data.rows, columns: record.data.features, target: nil,
      alarms: record.alarms.mostSevereFirst)
  }
}
