/// Columns that repeat each other: clusters of average linkage over |Spearman's correlation| or Cramér's V, as the exploration shows
/// them.
public enum ColumnGroups {
  /// Groups of two columns and more, by their places among `features`.
  public static func find(_ features: [Column], labels: [UInt8], jobs: Int) -> [[Int]] {
    guard features.count > 1 else { return [] }
    let explored = concurrentMap(count: features.count, jobs: jobs) {
      ExploredFeature(features[$0], nil, labels: labels)
    }
    let linkage = PairExploration(explored, labels: labels, jobs: jobs).linkage
    return linkage.clusters(from: PairExploration.redundancy).filter { $0.count > 1 }.map { $0.sorted() }
  }
}
