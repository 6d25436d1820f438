import TestSupport
import Testing

@testable import ChurnML

/// Order statistics against sorting.
@Suite struct OrderStatisticsTests {
  @Test(arguments: SampleKind.allCases, [1, 2, 7, 60, 3000, 40_000])
  func theyEqualSorting(kind: SampleKind, count: Int) {
    let values = kind.values(count: count, seed: UInt64(count))
    let sorted = values.sorted()
    var order = OrderStatistics(values)
    #expect(order.count == count)
    // A few in no order, then all.
    for rank in [count / 2, 0, count - 1] { #expect(order.value(atRank: rank) == sorted[rank]) }
    #expect(sorted.indices.allSatisfy { order.value(atRank: $0) == sorted[$0] })
    var end = 0
    while end < count {
      let start = end
      end = order.end(ofValueAtRank: start)
      #expect(sorted[start..<end].allSatisfy { $0 == sorted[start] } && (end == count || sorted[end] > sorted[start]))
    }
  }

  @Test func quantilesAreInterpolated() {
    var four = OrderStatistics([4, 1, 3, 2])
    #expect(four.quantile(0) == 1)
    #expect(four.quantile(0.5) == 2.5)
    #expect(four.quantile(0.75) == 3.25)
    #expect(four.quantile(1) == 4)
    var one = OrderStatistics([7])
    #expect(one.quantile(0.3) == 7)
  }

  @Test func noNumbersHaveNoRanks() {
    #expect(OrderStatistics([]).count == 0)
  }
}
