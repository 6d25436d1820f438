/// Out-of-fold scores of one round of cross-validation, sorted once for all folds.
public struct RankedFolds: Sendable {
  /// One an assessment set, in fold order.
  public let folds: [RankedScores]
  /// All folds' rows in one ranking, fold after fold.
  public let pooled: RankedScores
  /// The pooled ranking row by row, from the highest score.
  let places: [Place]

  /// One row of the pooled ranking.
  struct Place: Sendable {
    let fold: UInt16
    let churner: Bool
    /// The next row's score is lower.
    let endsGroup: Bool
  }

  /// - Parameters:
  ///   - labels: of each fold's assessment rows.
  ///   - scores: shaped as `labels`; none is NaN.
  public init(labels: [[UInt8]], scores: [[Double]]) {
    precondition(labels.count == scores.count)
    pooled = RankedScores(labels: Self.join(labels), scores: Self.join(scores))
    let start = labels.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    var home: [UInt16] = []
    home.reserveCapacity(pooled.count)
    for fold in labels.indices { home.append(contentsOf: repeatElement(UInt16(fold), count: labels[fold].count)) }
    var orders = labels.map { rows in
      var order: [UInt32] = []
      order.reserveCapacity(rows.count)
      return order
    }
    var places: [Place] = []
    places.reserveCapacity(pooled.count)
    var group = 0
    for (rank, row) in pooled.order.enumerated() {
      let fold = home[Int(row)]
      orders[Int(fold)].append(row - UInt32(start[Int(fold)]))
      let endsGroup = rank + 1 == pooled.contacted[group]
      if endsGroup { group += 1 }
      places.append(Place(fold: fold, churner: pooled.labels[Int(row)] == 1, endsGroup: endsGroup))
    }
    self.places = places
    folds = labels.indices.map { RankedScores(labels: labels[$0], scores: scores[$0], order: orders[$0]) }
  }

  private static func join<Element>(_ parts: [[Element]]) -> [Element] {
    var whole: [Element] = []
    whole.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { whole += part }
    return whole
  }
}
