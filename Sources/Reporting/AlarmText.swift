public import ChurnML
public import Workbench

/// Alarms, a sentence each.
public enum AlarmText {
  /// What `lint` says.
  public static func text(_ record: LintRecord) -> String {
    let head = "\(record.source): \(NumberText.count(record.rows)) rows, \(NumberText.count(record.columns)) columns"
    return "\(TextWrap.wrap(head))\n\n\(text(record.alarms) ?? "No alarm.")\n"
  }

  /// nil where there are none.
  public static func text(_ alarms: [Alarm]) -> String? {
    guard !alarms.isEmpty else { return nil }
    return TextWrap.list("Alarms", alarms.map { "\($0.severity.rawValue) \($0.kind.rawValue): \($0.message)" })
  }
}
