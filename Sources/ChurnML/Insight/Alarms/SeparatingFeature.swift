/// Columns that alone tell the classes apart, or much of them under a name that speaks of the outcome: they are often known
/// only afterwards, or made from it.
enum SeparatingFeature: AlarmDetector {
  /// Classes of fewer rows are told apart by chance.
  private static let fewestOfAClass = 5

  static func alarms(in data: AlarmData) -> [Alarm] {
    guard let labels = data.labels, min(data.positives, data.negatives) >= fewestOfAClass else { return [] }
    let columns = data.features
    let positives = data.positives
    let separations = concurrentMap(count: columns.count, jobs: data.jobs) {
      ColumnSeparation(columns[$0], labels: labels, positives: positives)
    }
    return separations.compactMap(alarm)
  }

  private static func alarm(_ column: ColumnSeparation) -> Alarm? {
    let auc = (column.auc * 1000).rounded(.down) / 1000
    func alarm(_ severity: Alarm.Severity, _ seen: String) -> Alarm {
      Alarm(
        .separatingFeature, severity, columns: [column.name],
        "\"\(column.name)\" alone \(seen) (AUC \(auc)); if it is not known before customers leave, or is made from the "
          + "outcome, add it to data.ignore.")
    }
    if column.lowest >= 0.95 { return alarm(.high, "separates those who churned from those who stayed") }
    if column.lowest >= 0.88 { return alarm(.medium, "nearly separates those who churned from those who stayed") }
    if column.auc >= 0.75, column.lowest >= 0.7, column.name.speaksOfTheOutcome {
      return alarm(.medium, "tells much of the outcome, and its name sounds as if it were known only afterwards")
    }
    return nil
  }
}

extension String {
  /// Words for what is known when all is over: how long the call took, why the customer left, what a model said.
  fileprivate var speaksOfTheOutcome: Bool {
    let endings = [
      "cancel", "churn", "terminat", "predict", "classif", "probab", "propens", "attrition", "exit", "clos",
    ]
    let whole = [
      "duration", "call", "seconds", "score", "reason", "proba", "prob", "outcome", "left", "naive", "bayes",
    ]
    return words.contains { word in whole.contains(word) || endings.contains { word.hasPrefix($0) } }
  }
}
