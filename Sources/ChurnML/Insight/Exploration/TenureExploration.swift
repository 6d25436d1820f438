/// Churn rate over tenure: by band of tenure, for all customers and for the levels of each other column.
///
/// A rate in a band says who of those in the file churned. It is no survival curve: customers who left earlier are not in the
/// file.
public struct TenureExploration: Sendable {
  public struct By: Sendable {
    public let column: String
    public let levels: [Level]
    /// For each level the customers of each tenure band.
    public let counts: [[ChurnCount]]
  }

  public let column: String
  /// Whether nobody named the column, and it was taken for its name.
  public let isAssumed: Bool
  public let bands: [Level]
  public let counts: [ChurnCount]
  public let by: [By]

  init(_ tenure: ExploredFeature, isAssumed: Bool, _ others: [ExploredFeature], labels: [UInt8], jobs: Int) {
    column = tenure.column.name
    self.isAssumed = isAssumed
    bands = tenure.levels.levels
    counts = tenure.counts
    by = concurrentMap(count: others.count, jobs: jobs) { index in
      let levels = others[index].coarse
      var counts = levels.levels.map { _ in tenure.levels.levels.map { _ in ChurnCount() } }
      for row in labels.indices where levels.codes[row] >= 0 && tenure.levels.codes[row] >= 0 {
        let (level, band) = (Int(levels.codes[row]), Int(tenure.levels.codes[row]))
        counts[level][band].rows += 1
        counts[level][band].churned += Int(labels[row])
      }
      return By(column: others[index].column.name, levels: levels.levels, counts: counts)
    }
  }
}
