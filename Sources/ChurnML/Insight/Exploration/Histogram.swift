internal import Foundation

/// Customers in bins of equal width with round edges.
public struct Histogram: Sendable, Equatable {
  static let mostBins = 40

  /// The low end of the first bin; bin `i` holds `start + i * width` <= x < `start + (i + 1) * width`.
  public let start: Double
  public let width: Double
  public let bins: [ChurnCount]

  /// nil where all values are equal, or so far apart or so near each other that a width between them cannot be told.
  init?(_ values: ValueCounts) {
    guard let least = values.values.first, let greatest = values.values.last, greatest > least,
      let width = Self.roundWidth(atLeast: (greatest - least) / Double(Self.mostBins - 2))
    else { return nil }
    let start = (least / width).rounded(.down) * width
    let count = Int(((greatest - start) / width).rounded(.down)) + 1
    guard start.isFinite, start + width > start, greatest + width > greatest, count <= 2 * Self.mostBins else {
      return nil
    }
    var before = ChurnCount()
    bins = (0..<count).map { bin in
      let end = start + Double(bin + 1) * width
      let next = bin + 1 == count ? values.values.count : values.values.partitioningIndex { $0 >= end }
      let through = next > 0 ? values.through[next - 1] : ChurnCount()
      defer { before = through }
      return ChurnCount(rows: through.rows - before.rows, churned: through.churned - before.churned)
    }
    self.start = start
    self.width = width
  }

  /// The least of 1, 2, 5, 10, 20, ... and 0.5, 0.2, 0.1, ... that is not below `width`.
  private static func roundWidth(atLeast width: Double) -> Double? {
    guard width > 0, width.isFinite else { return nil }
    let power = pow(10, log10(width).rounded(.down))
    guard power.isNormal, (10 * power).isFinite else { return nil }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= width } ?? 10 * power
  }
}
