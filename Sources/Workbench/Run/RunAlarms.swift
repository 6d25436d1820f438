internal import ChurnML

extension LoadedData {
  /// What is suspicious about the features and the target, before anything is fitted.
  func alarms(jobs: Int) -> [Alarm] {
    DataAlarms.find(columns: dataset.features, labels: dataset.labels, folds: folds, jobs: jobs)
  }

  /// The fold of each row, in the first repeat; rows that no fold holds out stand apart, together.
  private var folds: [Int]? {
    let first = splits.filter { $0.repeat == splits[0].repeat }
    guard first.count > 1 else { return nil }
    var folds = [Int](repeating: -1, count: dataset.rows)
    for split in first {
      for row in split.assessment { folds[row] = split.fold }
    }
    return folds
  }
}

extension JudgedRun {
  /// Models that score better than they can.
  func tooGood(_ models: [(String, ModelRecord)]) -> [Alarm] {
    models.compactMap { name, model in
      (model.outOfFold["roc_auc"] ?? nil).flatMap { auc in
        TooGood.alarm(
          model: name, auc: auc, columns: data.facts.features.features.map(\.name), positives: data.facts.positives,
          negatives: data.facts.rows - data.facts.positives)
      }
    }
  }
}
