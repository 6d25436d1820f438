internal import Workbench

/// What `report` did or found, for a terminal.
public enum ReportText {
  public static func text(_ record: ReportRecord) -> String {
    let missing =
      record.charts
      ? ""
      : "\n"
        + TextWrap.wrap(
          "It has tables only: this program was built without the script that draws charts. Run Scripts/vega-bundle and "
            + "build again.")
    return "\(record.report), \(NumberText.bytes(record.bytes))\(missing)\n"
  }

  public static func text(_ record: ReportCheckRecord) -> String {
    guard record.ok else {
      return TextWrap.list("\(record.run) does not hold:", record.damages.map { "\($0.file): \($0.problem)" }) + "\n"
    }
    return TextWrap.wrap(
      "\(record.run)/report.html holds: all \(NumberText.count(record.numbers)) numbers and names it quotes are those of "
        + "the run, whose figures came out of the stored scores the same again.") + "\n"
  }
}
