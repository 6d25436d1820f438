/// Time-ordered splits: each fold assesses a stretch of time, and is analysed by all rows that were seen at least `gap`
/// before it begins, when their outcome was known. Rows of one moment stay together.
///
/// As scikit-learn's `TimeSeriesSplit`, with times instead of positions: the rows that can be assessed at all are cut into
/// `folds + 1` stretches of about equal size, of which the first is only analysed.
public struct TimeSeriesSplit: ResamplingScheme, Equatable {
  public static let name = "time"
  public let folds: Int
  /// In the units of the population's times.
  public let gap: Double

  public init(folds: Int, gap: Double) {
    self.folds = folds
    self.gap = gap
  }

  /// - Throws: `InputError` for too few distinct times, or a set of one class.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let times = population.times
    let starts = try starts(population.rows.map { times[$0] }.sorted())
    let splits = starts.indices.map { fold in
      let end = fold + 1 < starts.count ? starts[fold + 1] : .infinity
      return Split(
        repeat: 0, fold: fold,
        analysis: population.rows.filter { times[$0] + gap <= starts[fold] && times[$0] < starts[fold] },
        assessment: population.rows.filter { times[$0] >= starts[fold] && times[$0] < end })
    }
    return try checked(splits, of: population, wayOut: "give fewer folds, a smaller gap, or more data")
  }

  /// The moment at which each fold begins: of the distinct times the nearest to an even division.
  /// - Parameter times: sorted.
  private func starts(_ times: [Double]) throws(InputError) -> [Double] {
    // The place in `times` where each distinct time begins.
    let begins = times.indices.filter { $0 == 0 || times[$0] != times[$0 - 1] }
    let first = begins.firstIndex { $0 > 0 && times[$0] >= times[0] + gap } ?? begins.count
    guard begins.count - first >= folds else {
      throw InputError(
        at: "resampling.folds",
        "\(folds) folds need as many distinct times after the first gap of \(gap), and there are "
          + "\(begins.count - first); give fewer folds, a smaller gap, or more data.")
    }
    let from = gap > 0 ? begins[first] : 0
    var next = first
    return (1...folds).map { fold in
      let wanted = Double(from) + Double(times.count - from) * Double(fold) / Double(folds + 1)
      // Enough times are left for the folds that follow.
      let possible = next...(begins.count - 1 - (folds - fold))
      let chosen = possible.min { abs(Double(begins[$0]) - wanted) < abs(Double(begins[$1]) - wanted) } ?? next
      next = chosen + 1
      return times[begins[chosen]]
    }
  }
}
