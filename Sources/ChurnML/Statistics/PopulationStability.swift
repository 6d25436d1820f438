internal import Foundation

/// Sum over bins of (actual - expected share) ln(actual / expected share): the population stability index.
///
/// Bins are the tenths of the expected values (linear interpolation, as numpy's), a value on an edge belonging to the
/// upper bin; shares below `floor` are raised to it.
public struct PopulationStability: Sendable, Equatable {
  /// The nine edges between the bins.
  public let edges: [Double]
  public let index: Double

  /// Throws `Undefined` when either side is empty.
  public init(expected: [Double], actual: [Double], floor: Double = 1e-4) throws(Undefined) {
    guard !expected.isEmpty, !actual.isEmpty else { throw Undefined("the stability index needs values on both sides") }
    let sorted = expected.sorted()
    let edges = (1...9).map { quantile(Double($0) / 10, ofSorted: sorted) }
    self.edges = edges
    let (before, now) = (Self.shares(of: expected, edges), Self.shares(of: actual, edges))
    index = zip(before, now).reduce(0) { sum, shares in
      let (before, now) = (max(shares.0, floor), max(shares.1, floor))
      return sum + (now - before) * log(now / before)
    }
  }

  private static func shares(of values: [Double], _ edges: [Double]) -> [Double] {
    var counts = [Int](repeating: 0, count: edges.count + 1)
    for value in values { counts[edges.partitioningIndex { $0 > value }] += 1 }
    return counts.map { Double($0) / Double(values.count) }
  }
}

/// The share-quantile by linear interpolation between order statistics, numpy's default.
/// - Precondition: `values` is sorted and not empty.
public func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
  let position = share * Double(values.count - 1)
  let low = Int(position)
  let high = min(low + 1, values.count - 1)
  return values[low] + (position - Double(low)) * (values[high] - values[low])
}
