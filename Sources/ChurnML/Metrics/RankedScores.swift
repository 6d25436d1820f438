/// Scores and labels, sorted once: what every ranking metric, threshold and profit curve reads.
///
/// Group `g` holds the rows of the `g`-th highest distinct score; `threshold[g]` is that score, and contacting every
/// row with a score of at least it contacts `contacted[g]` rows, `churners[g]` of them positive.
public struct RankedScores: Sendable {
  /// As given.
  public let labels: [UInt8]
  public let scores: [Double]
  /// Distinct scores, decreasing.
  public let threshold: [Double]
  /// Rows with a score of at least `threshold[g]`.
  public let contacted: [Int]
  /// Positives among them.
  public let churners: [Int]
  /// Row numbers by decreasing score, equal scores in the order of their rows.
  public let order: [UInt32]

  /// - Parameters:
  ///   - labels: 1 for churned, 0 otherwise.
  ///   - scores: one for each label; none is NaN (`checkScores` says so to users).
  public init(labels: [UInt8], scores: [Double]) {
    self.init(labels: labels, scores: scores, order: descendingOrder(of: scores))
  }

  /// - Parameter order: what `descendingOrder(of: scores)` would give.
  init(labels: [UInt8], scores: [Double], order: [UInt32]) {
    precondition(labels.count == scores.count)
    self.labels = labels
    self.scores = scores
    self.order = order
    var threshold: [Double] = []
    var contacted: [Int] = []
    var churners: [Int] = []
    threshold.reserveCapacity(order.count)
    contacted.reserveCapacity(order.count)
    churners.reserveCapacity(order.count)
    var positives = 0
    for (rank, row) in order.enumerated() {
      let score = scores[Int(row)]
      if rank > 0, score != scores[Int(order[rank - 1])] {
        threshold.append(scores[Int(order[rank - 1])])
        contacted.append(rank)
        churners.append(positives)
      }
      positives += Int(labels[Int(row)])
    }
    if let last = order.last {
      threshold.append(scores[Int(last)])
      contacted.append(order.count)
      churners.append(positives)
    }
    self.threshold = threshold
    self.contacted = contacted
    self.churners = churners
  }

  public var count: Int { labels.count }
  public var positives: Int { churners.last ?? 0 }
  public var negatives: Int { count - positives }

  /// Throws unless both classes occur.
  func requireBothClasses(for figure: String) throws(Undefined) {
    guard positives > 0 else { throw Undefined("\(figure) needs churned customers, and none of the \(count) rows is") }
    guard negatives > 0 else { throw Undefined("\(figure) needs customers who stayed, and all \(count) rows churned") }
  }

  /// Throws unless every score is a probability.
  func requireProbabilities(for figure: String) throws(Undefined) {
    guard count > 0 else { throw Undefined("\(figure) of no rows") }
    guard let highest = threshold.first, let lowest = threshold.last, lowest >= 0, highest <= 1 else {
      throw Undefined("\(figure) needs probabilities, and the scores leave [0, 1]")
    }
  }
}

/// Throws when a score is not a finite number, naming its row (the first row is 1).
/// - Parameter place: the file and column the scores come from.
public func checkScores(_ scores: [Double], at place: String) throws(InputError) {
  guard let row = scores.firstIndex(where: { !$0.isFinite }) else { return }
  throw InputError(
    at: place, "row \(row + 1) has the score \(scores[row]); give every row a finite number or leave the row out")
}
