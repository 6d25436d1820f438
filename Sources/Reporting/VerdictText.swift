internal import Workbench

/// Which model won, and what the differences from the reference come to.
enum VerdictText {
  static func text(_ record: RunRecord) -> String? {
    guard let headline = headline(record) else { return nil }
    let title = headline.model == record.winner.model ? "Winner" : "Best"
    let lead = "\(title): \(record.winner.model). \(sentence(headline))"
    return ([lead] + record.comparisons.filter { $0.model != headline.model }.map(sentence))
      .map { TextWrap.wrap($0, indent: 2) }.joined(separator: "\n")
  }

  /// The winner against the reference; when the reference wins, the search's choice against it.
  private static func headline(_ record: RunRecord) -> ComparisonRecord? {
    record.comparisons.first { $0.model == record.winner.model }
      ?? record.comparisons.first { $0.model == record.selected.model } ?? record.comparisons.first
  }

  private static func sentence(_ comparison: ComparisonRecord) -> String {
    let difference = comparison.difference
    let interval =
      difference.low.map { " (95 %: \(NumberText.signed($0)) to \(NumberText.signed(difference.high)))" } ?? ""
    return "\(comparison.model) minus \(comparison.reference) in \(comparison.metric): "
      + "\(NumberText.signed(difference.mean))\(interval), \(comparison.basis): \(comparison.verdict)"
      + "\(ground(comparison))."
  }

  private static func ground(_ comparison: ComparisonRecord) -> String {
    guard comparison.verdict.hasPrefix("no difference"), let posterior = comparison.primary.posterior else { return "" }
    return " (within ±\(NumberText.short(comparison.rope)) with probability \(NumberText.fixed(posterior.pRope, 2)))"
  }
}
