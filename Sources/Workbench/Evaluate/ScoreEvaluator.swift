public import ChurnML

/// Judges score columns of a CSV file from any tool: what `churnlab evaluate` does.
public enum ScoreEvaluator {
  /// - Parameters:
  ///   - label: the column that says who churned; `positive` as in `ScoreTable.labels`.
  ///   - scores: the columns to judge; at least one.
  public static func evaluate(
    path: String, label: String, scores: [String], positive: String? = nil, campaign: Campaign? = nil,
    depths: [Double] = DepthGain.defaultDepths, jobs: Int
  ) throws(InputError) -> EvaluationRecord {
    let table = try ScoreTable(path: path, label: label, numbers: scores, jobs: jobs)
    let labels = try table.labels(label, positive: positive)
    let columns = try scores.map { (name) throws(InputError) in (name, try table.numbers(name)) }
    return EvaluationRecord(labels: labels, columns: columns, campaign: campaign, depths: depths, jobs: jobs)
  }
}
