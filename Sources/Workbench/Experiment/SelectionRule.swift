/// Which of a model's points is chosen once all are judged.
public enum SelectionRule: String, Sendable, Equatable, CaseIterable {
  /// The best by the search's metric.
  case best
  /// The smallest within one standard error of the best over folds (Breiman et al. 1984, section 3.4.3).
  case oneSE = "one_se"
  /// The smallest within the region of practical equivalence of the best: `comparisons.rope`.
  case practical

  /// Whether points are told apart by the size of what they fit.
  var prefersSmall: Bool { self != .best }
}
