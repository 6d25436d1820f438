/// Out-of-fold scores of one round of cross-validation, sorted once for all folds.
public struct RankedFolds: Sendable {
  /// One an assessment set, in fold order.
  public let folds: [RankedScores]
  /// All folds' rows in one ranking, fold after fold.
  public let pooled: RankedScores
  /// The fold of each pooled row.
  let fold: [UInt32]

  /// - Parameters:
  ///   - labels: of each fold's assessment rows.
  ///   - scores: shaped as `labels`; none is NaN.
  public init(labels: [[UInt8]], scores: [[Double]]) {
    precondition(labels.count == scores.count)
    let pooled = RankedScores(labels: Array(labels.joined()), scores: Array(scores.joined()))
    fold = labels.indices.flatMap { [UInt32](repeating: UInt32($0), count: labels[$0].count) }
    var orders: [[UInt32]] = labels.map { rows in
      var order: [UInt32] = []
      order.reserveCapacity(rows.count)
      return order
    }
    var start: [UInt32] = [0]
    for rows in labels { start.append(start[start.count - 1] + UInt32(rows.count)) }
    for row in pooled.order {
      let home = Int(fold[Int(row)])
      orders[home].append(row - start[home])
    }
    folds = labels.indices.map { RankedScores(labels: labels[$0], scores: scores[$0], order: orders[$0]) }
    self.pooled = pooled
  }
}
