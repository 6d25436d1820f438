/// P(a churned customer scores higher than one who stayed), equal scores counting half.
///
/// Mann and Whitney's U in integers over the product of the class sizes, so ties are exact.
public struct ROCAUC: Metric {
  public static let name = "roc_auc"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireBothClasses(for: "roc_auc")
    var doubled = 0
    var contacted = 0
    var churners = 0
    for group in scores.threshold.indices {
      let positives = scores.churners[group] - churners
      let stayersBefore = contacted - churners
      contacted = scores.contacted[group]
      churners = scores.churners[group]
      let stayersThrough = contacted - churners
      // Stayers after this group are beaten, those inside it are tied with.
      doubled += positives * (2 * scores.negatives - stayersBefore - stayersThrough)
    }
    return Double(doubled) / Double(2 * scores.positives * scores.negatives)
  }
}
