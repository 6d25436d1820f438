import Testing

@testable import ChurnML

/// The median by a sample, against sorting.
@Suite struct MedianTests {
  private func bySorting(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low + 0.5 * (high - low)
  }

  private func check(_ values: [Double], _ words: Comment) {
    #expect(median(of: values) == bySorting(values), words)
  }

  /// Sizes on both sides of that from which a sample is taken.
  @Test(arguments: [1, 2, 5, 65_535, 65_536, 100_001, 200_000]) func itIsTheMiddleOfSortedValues(count: Int) {
    var source = RandomSource(UInt64(count))
    check((0..<count).map { _ in source.unit() }, "spread")
    check((0..<count).map { _ in Double(source.index(below: 3)) }, "ties")
    check((0..<count).map { Double($0) }, "in order")
    check((0..<count).map { _ in 7 }, "equal")
    check((0..<count).map { $0 % 2 == 0 ? -1 : 1 }, "two values")
    // Every value that the sample takes is large: it misleads.
    let step = max(1, count / 8192)
    check((0..<count).map { $0 % step == 0 ? 1e9 + Double($0) : Double($0) }, "misled")
  }
}
