/// What a column's measures are when labels are shuffled: how good an indicator looks that says nothing.
public struct ShuffledIndicator: Sendable {
  /// Above this adjusted p-value an indicator is noise.
  public static let level = 0.05

  public struct Limit: Sendable, Equatable {
    public let measure: Indicator.Measure
    /// 95 % of shuffles stay at or below it; on the measure's own scale, an AUC counted from one half upwards.
    public let limit: Double
    /// The share of shuffles, the data as they are among them, that reach the column's own measure.
    public let pValue: Double
  }

  public let permutations: Int
  /// One for each measure.
  public let limits: [Limit]
  /// The share of shuffles whose best measure, each counted in standard deviations above its shuffled mean, reaches the
  /// column's own.
  public let pValue: Double
  /// The same where every column is shuffled and the best of those that say no more than this one is compared (Westfall and
  /// Young's step-down maxT), so that of a hundred columns that say nothing hardly ever one is called an indicator.
  public private(set) var adjustedPValue: Double
  /// Of the column itself and of each shuffle: the best of its standardised measures.
  private let best: Double
  private let shuffled: [Double]

  public var isNoise: Bool { adjustedPValue > Self.level }

  init(_ shuffle: LabelShuffle, _ table: ContingencyTable, permutations: Int, source: inout RandomSource) {
    let observed = shuffle.observed.values
    let draws = (0..<permutations).map { _ in shuffle.draw(&source).values }
    self.permutations = permutations
    var (best, shuffled) = (-Double.infinity, [Double](repeating: -.infinity, count: permutations))
    limits = Indicator.Measure.allCases.enumerated().map { index, measure in
      let values = draws.map { $0[index] }
      if let spread = Spread(values), spread.std > 0 {
        best = max(best, (observed[index] - spread.mean) / spread.std)
        for draw in 0..<permutations {
          shuffled[draw] = max(shuffled[draw], (values[draw] - spread.mean) / spread.std)
        }
      }
      let highest = values.isEmpty ? 0 : quantile(0.95, ofSorted: values.sorted())
      return Limit(
        measure: measure, limit: Self.onOwnScale(highest, measure, table),
        pValue: Self.share(of: values, reaching: observed[index]))
    }
    self.best = best
    self.shuffled = shuffled
    pValue = Self.share(of: shuffled, reaching: best)
    adjustedPValue = pValue
  }

  private static func onOwnScale(_ value: Double, _ measure: Indicator.Measure, _ table: ContingencyTable) -> Double {
    switch measure {
    case .cramersV: table.correctedCramersV(ofChiSquare: value)
    case .mutualInformation, .ks: value
    case .auc: 0.5 + value
    }
  }

  /// Sums of equal numbers may differ in their last digits, which must not tell a shuffle from the data.
  private static func share(of values: [Double], reaching observed: Double) -> Double {
    let least = observed - 1e-12 * abs(observed)
    return Double(1 + values.count { $0 >= least }) / Double(1 + values.count)
  }

  /// Compares each column with the best of all shuffled columns that say no more than it does. Columns are shuffled independently
  /// of each other, which for columns that resemble one another errs on the side of noise.
  static func adjust(_ indicators: inout [Indicator]) {
    guard let permutations = indicators.first?.null.permutations else { return }
    let rising = indicators.indices.sorted { (indicators[$0].null.best, $1) < (indicators[$1].null.best, $0) }
    var highest = [Double](repeating: -.infinity, count: permutations)
    for index in rising {
      for (draw, value) in indicators[index].null.shuffled.enumerated() { highest[draw] = max(highest[draw], value) }
      indicators[index].null.adjustedPValue = share(of: highest, reaching: indicators[index].null.best)
    }
    // No column may look better than one that says more.
    var largest = 0.0
    for index in rising.reversed() {
      largest = max(largest, indicators[index].null.adjustedPValue)
      indicators[index].null.adjustedPValue = largest
    }
  }
}
