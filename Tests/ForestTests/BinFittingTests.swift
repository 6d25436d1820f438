import TestSupport
import Testing

@testable import ChurnML

/// Bins against their definition, which goes through all values in order.
@Suite struct BinFittingTests {
  @Test(arguments: SampleKind.allCases, [1, 2, 5, 254, 255, 256, 257, 5000, 30_000])
  func binsAreTheDefined(kind: SampleKind, count: Int) {
    let values = kind.values(count: count, seed: UInt64(count) + 1)
    let column = Column(name: "x", values: .numeric(values))
    for maxBins in [2, 3, 32, 255] {
      let bins = FeatureBins(fittedTo: column, rows: Array(values.indices), maxBins: maxBins)
      let counts = binCounts(values, maxBins: maxBins)
      #expect(bins.valueBins == counts.count)
      var rows = [Int](repeating: 0, count: bins.cells)
      for code in bins.codes(of: column, rows: Array(values.indices)[...]) { rows[Int(code)] += 1 }
      #expect(rows == [0] + counts, "\(kind), \(count) values, \(maxBins) bins")
    }
  }

  /// How many values each bin holds: one value a bin while they fit, else a bin is closed as soon as it holds its share of the
  /// values that are left.
  private func binCounts(_ values: [Double], maxBins: Int) -> [Int] {
    let counts = Dictionary(grouping: values) { $0 }.sorted { $0.key < $1.key }.map(\.value.count)
    guard counts.count > maxBins else { return counts }
    var bins: [Int] = []
    var held = 0
    for count in counts {
      held += count
      let binsLeft = maxBins - bins.count
      if binsLeft > 1, held * binsLeft >= values.count - bins.reduce(0, +) {
        bins.append(held)
        held = 0
      }
    }
    return held > 0 ? bins + [held] : bins
  }

  /// Thresholds lie halfway between neighbours that are in the analysis rows, wherever the two stand; both zeros are one value.
  @Test func thresholdsAreMidpoints() {
    let column = Column(name: "x", values: .numeric([8, .nan, -0.0, 3, 2, 0, 9, 2, 4]))
    let bins = FeatureBins(fittedTo: column, rows: [0, 1, 2, 4, 5, 7, 8], maxBins: 255)
    #expect(bins.rule == .numeric(thresholds: [1, 3, 6]))
    #expect(bins.codes(of: column, rows: Array(0..<9)[...]) == [4, 0, 1, 2, 2, 1, 4, 2, 3])
  }

  @Test func withoutValuesThereAreNoBins() {
    let column = Column(name: "x", values: .numeric([.nan, .nan, 1]))
    #expect(FeatureBins(fittedTo: column, rows: [0, 1], maxBins: 255).valueBins == 0)
  }
}
