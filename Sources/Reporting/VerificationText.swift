public import Workbench

/// What `verify` found, for a terminal.
public enum VerificationText {
  public static func text(_ record: VerificationRecord) -> String {
    guard record.ok else {
      return TextWrap.list("\(record.run) does not hold:", record.damages.map { "\($0.file): \($0.problem)" }) + "\n"
    }
    let unchecked =
      record.pointsUnchecked == 0
      ? ""
      : " \(NumberText.count(record.pointsUnchecked)) points could not be judged again, as their scores were dropped; "
        + "of them the files' digests were checked."
    return TextWrap.wrap(
      "\(record.run) holds: every file is as it was, and the figures of "
        + "\(NumberText.count(record.pointsChecked)) points came out the same." + unchecked) + "\n"
  }
}
