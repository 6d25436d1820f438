/// What metrics and objectives are called on a page.
enum Words {
  private static let names = [
    "roc_auc": "AUC", "average_precision": "average precision", "log_loss": "log loss", "brier": "Brier score",
    "accuracy": "accuracy", "balanced_accuracy": "balanced accuracy", "precision": "precision", "recall": "recall",
    "f1": "F1", "mcc": "Matthews correlation", "youden": "Youden's J", "lift_at_10": "lift in the top tenth",
    "ece": "calibration error", "mce": "largest calibration error", "cost": "cost", "profit": "profit",
    "bayes": "profit at t*",
  ]

  static func metric(_ name: String) -> String { names[name] ?? name.replacing("_", with: " ") }

  /// For the beginning of a heading.
  static func title(_ name: String) -> String {
    let word = metric(name)
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  /// For a chart's number format and a table's: money and cost have two decimals, shares four.
  static func format(_ name: String) -> FigureFormat {
    ["profit", "bayes", "cost", "lift_at_10"].contains(name) ? .fixed(3) : .fixed(4)
  }

  /// `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
