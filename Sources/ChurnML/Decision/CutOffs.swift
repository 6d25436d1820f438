/// Every distinct cut-off of a ranking, from the highest, with what acting on it does: one pass, O(n).
///
/// Rows may carry weights (how many customers a row stands for) and values (money of their own).
struct CutOffs: Sendable {
  /// Decreasing.
  let threshold: [Double]
  /// Rows, or their weight, with a score of at least the cut-off.
  let contacted: [Double]
  /// Those of them who churned.
  let churners: [Double]
  /// Money in all, where values are known.
  let profit: [Double]?
  let spend: [Double]?
  /// All rows and all churners, contacted or not.
  let count: Double
  let positives: Double

  /// - Parameter include: by row number; which rows take part.
  init(
    _ scores: RankedScores, weights: [Double]? = nil, values: ContactValues? = nil,
    include: (Int) -> Bool = { _ in true }
  ) {
    var threshold: [Double] = []
    var contacted: [Double] = []
    var churners: [Double] = []
    var profit: [Double] = []
    var spend: [Double] = []
    var sums = (contacted: 0.0, churners: 0.0, profit: 0.0, spend: 0.0)
    var last: Double?
    func close(_ score: Double) {
      threshold.append(score)
      contacted.append(sums.contacted)
      churners.append(sums.churners)
      if let values {
        profit.append(sums.profit)
        if values.spend != nil { spend.append(sums.spend) }
      }
    }
    for row in scores.order.lazy.map(Int.init) where include(row) {
      let score = scores.scores[row]
      if let last, last != score { close(last) }
      last = score
      let weight = weights?[row] ?? 1
      let churned = scores.labels[row] == 1
      sums.contacted += weight
      if churned { sums.churners += weight }
      guard let values else { continue }
      sums.profit += weight * (churned ? values.ifChurns[row] : values.ifStays[row])
      guard let costs = values.spend else { continue }
      sums.spend += weight * (churned ? costs.ifChurns[row] : costs.ifStays[row])
    }
    if let last { close(last) }
    self.threshold = threshold
    self.contacted = contacted
    self.churners = churners
    self.profit = values == nil ? nil : profit
    self.spend = values?.spend == nil ? nil : spend
    count = sums.contacted
    positives = sums.churners
  }

  var indices: Range<Int> { threshold.indices }

  /// The last cut-off that contacts every score of at least `value`; nil when no score reaches it.
  func index(of value: Double) -> Int? {
    let next = threshold.partitioningIndex { $0 < value }
    return next == 0 ? nil : next - 1
  }

  /// - Parameter index: nil contacts nobody.
  func confusion(_ index: Int?) -> Confusion {
    Confusion(
      tp: index.map { churners[$0] } ?? 0, contacted: index.map { contacted[$0] } ?? 0, positives: positives,
      count: count)
  }

  /// - Parameter index: nil contacts nobody.
  func value(_ objective: ThresholdObjective, at index: Int?) throws(Undefined) -> Double {
    guard case .customerProfit = objective else { return try objective.value(of: confusion(index)) }
    guard let profit else { throw Undefined("profit needs the customers' values, and none were given") }
    guard count > 0 else { throw Undefined("profit of no rows") }
    return (index.map { profit[$0] } ?? 0) / count
  }

  /// As `value`, turned so that greater is better.
  func score(_ objective: ThresholdObjective, at index: Int) throws(Undefined) -> Double {
    let value = try value(objective, at: index)
    return objective.direction == .maximize ? value : -value
  }
}
