public import Workbench

/// The best points of a run, for a terminal.
public enum PointsText {
  public static func text(_ record: RunRecord) -> String {
    var table = TextTable(["rank", "point", "model", "AUC", "± folds", "log loss", "Brier"])
    for point in record.points {
      func figure(_ name: String) -> String { NumberText.fixed(point.metrics[name]?.mean) }
      table.add([
        point.rank.map(String.init) ?? "–", String(point.id), point.model, figure("roc_auc"),
        NumberText.fixed(point.metrics["roc_auc"]?.std), figure("log_loss"), figure("brier"),
      ])
    }
    let words = ParameterText(record)
    let remarks = ["parameters"] + record.points.map { $0.error ?? words.text($0.params, of: $0.model) }
    let lines = zip(table.text.split(separator: "\n"), remarks).map { TextWrap.cut("\($0)  \($1)", to: TextWrap.width) }
    return lines.joined(separator: "\n") + "\n"
  }
}
