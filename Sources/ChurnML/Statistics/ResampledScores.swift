/// Scores of one fold, ranked once, to be judged in every resample of their customers.
public struct ResampledScores: Sendable {
  /// By decreasing score.
  private let scores: [Double]
  private let labels: [UInt8]
  private let customers: [Int32]
  private let resamples: CustomerResamples

  /// - Parameter customers: of each row of `ranked`, in `0..<resamples.customers`.
  public init(_ ranked: RankedScores, customers: [Int], resamples: CustomerResamples) {
    precondition(customers.count == ranked.count)
    let order = ranked.order.map(Int.init)
    scores = order.map { ranked.scores[$0] }
    labels = order.map { ranked.labels[$0] }
    self.customers = order.map { Int32(customers[$0]) }
    self.resamples = resamples
  }

  /// Resamples.
  public var count: Int { resamples.count }

  /// The rows of a resample, each as often as its customer is drawn.
  public func drawn(_ resample: Int) -> RankedScores { rows { resamples.draws(of: $0, in: resample) } }

  /// The rows of the customers that a resample leaves out.
  public func leftOut(_ resample: Int) -> RankedScores {
    rows { resamples.draws(of: $0, in: resample) == 0 ? 1 : 0 }
  }

  private func rows(times: (Int) -> Int) -> RankedScores {
    var kept: (labels: [UInt8], scores: [Double]) = ([], [])
    kept.labels.reserveCapacity(labels.count)
    kept.scores.reserveCapacity(labels.count)
    for row in labels.indices {
      for _ in 0..<times(Int(customers[row])) {
        kept.labels.append(labels[row])
        kept.scores.append(scores[row])
      }
    }
    return RankedScores(labels: kept.labels, scores: kept.scores, order: Array(0..<UInt32(kept.labels.count)))
  }

  /// The metric on the rows of each resample; NaN where it has no value.
  public func values(of metric: any Metric) -> [Double] {
    if metric is ROCAUC { return areas() }
    if let metric = metric as? any RowMeanMetric { return means(of: metric) }
    return (0..<resamples.count).map { (try? metric.value(of: drawn($0))) ?? .nan }
  }

  /// Of all resamples at once: a row's draws lie side by side, and the ranking is walked once.
  private func areas() -> [Double] {
    let count = resamples.count
    var churners = [Double](repeating: 0, count: count)
    var stayers = churners
    var tied = churners
    var won = churners
    var start = 0
    while start < scores.count {
      var end = start + 1
      while end < scores.count, scores[end] == scores[start] { end += 1 }
      defer { start = end }
      if end == start + 1, labels[start] == 1 {
        add(start, to: &churners)
        continue
      }
      let tiedRows = (start..<end).filter { labels[$0] == 1 }
      for row in tiedRows { add(row, to: &tied) }
      for row in start..<end where labels[row] == 0 {
        addStayer(row, won: &won, churners: churners, tied: tied, stayers: &stayers)
      }
      guard !tiedRows.isEmpty else { continue }
      for resample in 0..<count {
        churners[resample] += tied[resample]
        tied[resample] = 0
      }
    }
    return (0..<count).map { resample in
      let pairs = churners[resample] * stayers[resample]
      return pairs > 0 ? won[resample] / pairs : .nan
    }
  }

  @inline(__always)
  private func add(_ row: Int, to sums: inout [Double]) {
    resamples.withDraws(of: customers[row]) { draws in
      sums.withUnsafeMutableBufferPointer { sums in
        for resample in draws.indices { sums[resample] += Double(draws[resample]) }
      }
    }
  }

  /// A stayer loses to every churner ranked before it, and half to those it is tied with.
  @inline(__always)
  private func addStayer(
    _ row: Int, won: inout [Double], churners: [Double], tied: [Double], stayers: inout [Double]
  ) {
    resamples.withDraws(of: customers[row]) { draws in
      won.withUnsafeMutableBufferPointer { won in
        stayers.withUnsafeMutableBufferPointer { stayers in
          churners.withUnsafeBufferPointer { churners in
            tied.withUnsafeBufferPointer { tied in
              for resample in draws.indices {
                let weight = Double(draws[resample])
                won[resample] += weight * (churners[resample] + 0.5 * tied[resample])
                stayers[resample] += weight
              }
            }
          }
        }
      }
    }
  }

  private func means(of metric: some RowMeanMetric) -> [Double] {
    var (sums, weights) = (
      [Double](repeating: 0, count: resamples.count), [Double](repeating: 0, count: resamples.count)
    )
    for row in labels.indices {
      let loss = metric.loss(label: labels[row], score: scores[row])
      resamples.withDraws(of: customers[row]) { draws in
        for resample in draws.indices {
          sums[resample] += loss * Double(draws[resample])
          weights[resample] += Double(draws[resample])
        }
      }
    }
    return zip(sums, weights).map { $1 > 0 ? $0 / $1 : .nan }
  }
}

/// A metric that is the mean over rows of a loss of each.
protocol RowMeanMetric: Metric {
  func loss(label: UInt8, score: Double) -> Double
}

extension Brier: RowMeanMetric {
  func loss(label: UInt8, score: Double) -> Double { (score - Double(label)) * (score - Double(label)) }
}
