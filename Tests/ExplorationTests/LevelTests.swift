import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct LevelTests {
  private static func levels(_ numbers: [Double]) -> ColumnLevels {
    ColumnLevels(numbers, ValueCounts(numbers, labels: numbers.map { _ in 0 }))
  }

  /// pandas.qcut(range(1, 21), 10)
  @Test func tenths() throws {
    let levels = Self.levels((1...20).map(Double.init))
    #expect(levels.codes == (0..<20).map { Int16($0 / 2) })
    guard case .band(1, let high, true) = levels.levels[0] else { throw Undefined("no band") }
    #expect(close(high, 2.9))
  }

  /// qcut from its definition: edges are numpy's quantiles, each once, and a value belongs to the band it ends.
  @Test(arguments: 0..<20)
  func anyNumbers(seed: Int) {
    var source = RandomSource(UInt64(seed))
    let numbers = (0..<300).map { _ in
      source.unit() < 0.1 ? Double.nan : (source.unit() * source.unit() * 30).rounded() - 5
    }
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    let edges = (0...10).map { quantile(Double($0) / 10, ofSorted: sorted) }
    let unique = edges.enumerated().filter { $0.offset == 0 || edges[$0.offset - 1] != $0.element }.map(\.element)
    let expected = numbers.map { number in
      number.isNaN ? ColumnLevels.missing : Int16(unique.dropFirst().dropLast().count { $0 < number })
    }
    #expect(Self.levels(numbers).codes == expected)
    #expect(Self.levels(numbers).levels.count == unique.count - 1)
  }

  @Test func fewNumbersAreLevels() {
    let levels = Self.levels([1, 0, .nan, 1])
    #expect(levels.levels == [.number(0), .number(1)])
    #expect(levels.codes == [1, 0, -1, 1])
  }

  @Test func rareCategoriesShareALevel() {
    let levels = ColumnLevels([0, 0, 1, 2, 2, 3, -1, 4], ["a", "b", "c", "d", "e", "f"], most: 3)
    #expect(levels.levels == [.category("a"), .category("c"), .others(3)])
    #expect(levels.codes == [0, 0, 2, 1, 1, 2, -1, 2])
    let counts = levels.counts([1, 0, 0, 0, 0, 1, 1, 0])
    #expect(counts == [ChurnCount(rows: 2, churned: 1), ChurnCount(rows: 2), ChurnCount(rows: 3, churned: 1)])
    #expect(levels.coarsened(counts, bands: 5, most: 2).levels == [.category("a"), .others(4)])
  }

  @Test func bandsAreJoined() {
    let numbers = (1...100).map(Double.init)
    let fine = Self.levels(numbers)
    let coarse = fine.coarsened(fine.counts(numbers.map { _ in 0 }), bands: 5, most: 8)
    #expect(coarse.levels.count == 5)
    #expect(coarse.levels.first == .band(low: 1, high: 20.8, isLowest: true))
    #expect(coarse.codes == (0..<100).map { Int16($0 / 20) })
  }

  @Test(arguments: [(0.0, 72.0, 2.0), (18.25, 118.75, 5), (-3e-7, 4e-7, 2e-8), (1e9, 1.5e9, 2e7)])
  func roundBins(low: Double, high: Double, width: Double) throws {
    let histogram = try #require(Histogram(ValueCounts([low, high], labels: [0, 1])))
    #expect(close(histogram.width, width, within: width * 1e-9))
    #expect(histogram.bins.count <= Histogram.mostBins)
    #expect(histogram.bins.first == ChurnCount(rows: 1))
    #expect(histogram.bins.last == ChurnCount(rows: 1, churned: 1))
    #expect(histogram.start <= low)
  }

  @Test func noBins() {
    #expect(Histogram(ValueCounts([4, 4], labels: [0, 1])) == nil)
    #expect(Histogram(ValueCounts([-1e308, 1e308], labels: [0, 1])) == nil)
    #expect(Histogram(ValueCounts([1, 1.0.nextUp], labels: [0, 1])) == nil)
  }
}
