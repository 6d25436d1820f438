/// A sum over rows: the log loss's gradients, and its second derivatives together with the number of rows.
/// Integers, so that sums are exact and the order of adding, or the number of threads, does not show.
typealias GradientSum = SIMD2<Int64>

/// How gradients and second derivatives (Hessians) become integers.
///
/// A row's gradient p - y is a multiple of 2⁻³⁰, its Hessian p (1 - p) of `1 / hessianScale`. In a sum the upper bits
/// of the second word count rows; below them there is room for the Hessians of all rows.
struct FixedPoint: Sendable {
  private static let gradientScale = Double(1 << 30)
  private let hessianScale: Double
  private let countShift: Int64

  init(rows: Int) {
    let countBits = Int.bitWidth - rows.leadingZeroBitCount
    countShift = Int64(63 - countBits)
    // Σ p (1 - p) <= rows / 4 < 2^(countBits - 2).
    hessianScale = Double(1 << min(32, 65 - 2 * countBits))
  }

  /// What one row adds, before the count.
  @inline(__always)
  func row(gradient: Double, hessian: Double) -> SIMD2<Int32> {
    SIMD2(
      Int32((gradient * Self.gradientScale).rounded(.toNearestOrEven)),
      Int32((hessian * hessianScale).rounded(.toNearestOrEven)))
  }

  /// To be added to the sum once a row.
  var oneRow: GradientSum { GradientSum(0, 1 << countShift) }

  @inline(__always)
  func gradient(_ sum: GradientSum) -> Double { Double(sum.x) / Self.gradientScale }

  @inline(__always)
  func hessian(_ sum: GradientSum) -> Double { Double(sum.y & ((1 << countShift) - 1)) / hessianScale }

  @inline(__always)
  func rows(_ sum: GradientSum) -> Int { Int(sum.y &>> countShift) }
}
