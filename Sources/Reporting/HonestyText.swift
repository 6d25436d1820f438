internal import Workbench

/// How flattered the best point is, for a terminal.
enum HonestyText {
  static func text(_ record: RunRecord) -> String {
    ([record.nested].compactMap(\.self).flatMap(nested) + [biasCorrected(record)])
      .map { TextWrap.wrap($0, indent: 2) }.joined(separator: "\n")
  }

  private static func nested(_ nested: NestedRecord) -> [String] {
    let (outer, difference) = (nested.pair.outer, nested.pair.difference)
    let folds = nested.outerFolds.count == 1 ? "1 outer fold" : "\(nested.outerFolds.count) outer folds"
    let choices = nested.outerFolds.map { fold in fold.selected.map { "\($0.model) (\($0.point))" } ?? NumberText.none }
    let models = nested.models.members.map { "\($0.name) \(NumberText.fixed($0.value.pair.outer.mean))" }
    return [
      "Nested, \(folds), \(nested.metric): inner best \(NumberText.fixed(nested.pair.innerBest.mean)), outer score "
        + "\(NumberText.fixed(outer.mean))\(interval(outer.low, outer.high)); difference "
        + "\(NumberText.signed(difference.mean))\(interval(difference.low, difference.high, NumberText.signed)), which mixes "
        + "the optimism of choosing with inner folds' smaller training sets.",
      "Outer scores by model: \(models.joined(separator: ", ")). Chosen in each outer fold (point): "
        + "\(choices.joined(separator: ", ")).",
    ]
  }

  private static func biasCorrected(_ record: RunRecord) -> String {
    let corrected = record.biasCorrected
    if let reason = corrected.reason { return "No bias-corrected estimate: \(reason)." }
    return "Bias-corrected \(corrected.metric) of the whole choice: \(NumberText.fixed(corrected.whole.estimate))"
      + "\(interval(corrected.whole.low, corrected.whole.high)); the search saw "
      + "\(NumberText.fixed(corrected.whole.uncorrected)), a difference of \(NumberText.signed(corrected.optimism))."
  }

  private static func interval(
    _ low: Double?, _ high: Double?, _ format: (Double?, Int) -> String = { NumberText.fixed($0, $1) }
  ) -> String {
    guard low != nil, high != nil else { return "" }
    return " (95 %: \(format(low, 4)) to \(format(high, 4)))"
  }
}
