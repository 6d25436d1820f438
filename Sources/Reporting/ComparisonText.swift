public import Workbench

/// Runs side by side, for a terminal.
public enum ComparisonText {
  public static func text(_ comparison: RunComparison) -> String {
    var table = TextTable(["run", "model", "AUC", "± folds", "log loss", "Brier", "AUC to first", "± folds"])
    for (index, run) in comparison.runs.enumerated() {
      for (name, model) in run.models.members {
        func figure(_ metric: String) -> String { NumberText.fixed(model.outOfFold[metric] ?? nil) }
        let difference = comparison.differences.first {
          $0.run == run.run && $0.model == name && $0.metric == "roc_auc"
        }?.difference
        table.add([
          String(index + 1), name, figure("roc_auc"), NumberText.fixed(model.outOfFoldStd["roc_auc"] ?? nil),
          figure("log_loss"), figure("brier"), difference.map { NumberText.signed($0.mean) } ?? "",
          difference.map { NumberText.fixed($0.std) } ?? "",
        ])
      }
    }
    let runs = comparison.runs.enumerated().map { index, run in
      let remark = run.reason.map { "; not paired: \($0)" } ?? ""
      return "\(index + 1)  \(run.run)  \(run.experiment), \(NumberText.count(run.points)) forest points, "
        + "digest \(run.resultsDigest.prefix(12))\(remark)"
    }
    return table.text + "\n\n" + runs.map { TextWrap.wrap($0, indent: 3) }.joined(separator: "\n") + "\n"
  }
}
