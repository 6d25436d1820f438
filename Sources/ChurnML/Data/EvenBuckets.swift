/// Ranges of numbers, increasing: equally wide ones between two bounds, and one on each side for what lies beyond.
struct EvenBuckets: Sendable {
  private let low: Double
  private let high: Double
  private let within: Int
  /// Buckets per half a unit, since the distance between two halves is always finite; 0 where all within the bounds share one.
  private let density: Double

  /// - Parameter within: how many between the bounds.
  init(from low: Double, through high: Double, within: Int) {
    self.low = low
    self.high = high
    self.within = within
    let density = Double(within) / (high / 2 - low / 2)
    self.density = density.isFinite ? density : 0
  }

  var count: Int { within + 2 }

  /// The bucket of a number, not NaN; of a larger number it is never a lower one.
  @inline(__always)
  func index(of value: Double) -> Int {
    if value < low { return 0 }
    if value > high { return within + 1 }
    return 1 + min(within - 1, Int((value / 2 - low / 2) * density))
  }
}
