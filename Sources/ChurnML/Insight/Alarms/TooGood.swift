/// Scores better than data of this kind allow: a sign of a leak, not of a good model.
public enum TooGood {
  /// Churn that can be told this well is rare; it is more often known already.
  static let usualCeiling = 0.95

  /// What honest evaluations of well-known data reach at most, recognised by their columns.
  private static let known: [(columns: Set<String>, ceiling: Double, name: String)] = [
    (["tenure", "MonthlyCharges", "TotalCharges", "Contract", "PaymentMethod"], 0.87, "IBM's telco data")
  ]

  /// An alarm when a model's cross-validated AUC is too good.
  /// - Parameters:
  ///   - columns: the features' names.
  ///   - positives, negatives: rows of each class; with few rows a high figure may be chance, and is no alarm.
  public static func alarm(
    model: String, auc: Double, columns: [String], positives: Int, negatives: Int
  ) -> Alarm? {
    guard positives > 0, negatives > 0 else { return nil }
    let figure = (auc * 1000).rounded() / 1000
    let wayOut =
      "look for copied rows, a column that is known only afterwards, or resampling before the rows were divided."
    if let kind = known.first(where: { $0.columns.isSubset(of: columns) }), auc >= kind.ceiling {
      return Alarm(
        .tooGood, .high,
        "\(model) reaches an AUC of \(figure), and honest models of \(kind.name) stay below \(kind.ceiling); \(wayOut)")
    }
    let lowest = auc - 2 * hanleyMcNeilError(auc: auc, positives: positives, negatives: negatives)
    guard lowest >= usualCeiling else { return nil }
    return Alarm(
      .tooGood, .high, "\(model) reaches an AUC of \(figure), which churn rarely allows; \(wayOut)")
  }
}
