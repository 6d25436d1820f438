/// A splitting criterion for two classes. The grower minimises `risk(left) + risk(right)`.
protocol Impurity {
  /// Weight times impurity of a node with these class weights, not both 0; symmetric, concave, 0 for a pure node.
  static func risk(_ positive: Double, _ negative: Double) -> Double

  /// The same of two nodes at once: dividing is what takes long, and two divisions take as long as one.
  static func risk(_ positive: SIMD2<Double>, _ negative: SIMD2<Double>) -> SIMD2<Double>
}

/// 1 - p^2 - (1-p)^2 (Breiman, Friedman, Olshen, Stone: Classification and Regression Trees, 1984).
enum Gini: Impurity {
  @inline(__always)
  static func risk(_ positive: Double, _ negative: Double) -> Double {
    2 * positive * negative / (positive + negative)
  }

  @inline(__always)
  static func risk(_ positive: SIMD2<Double>, _ negative: SIMD2<Double>) -> SIMD2<Double> {
    2 * positive * negative / (positive + negative)
  }
}

/// Shannon's entropy in bits.
enum Entropy: Impurity {
  @inline(__always)
  static func risk(_ positive: Double, _ negative: Double) -> Double {
    let total = positive + negative
    return term(positive, total) + term(negative, total)
  }

  @inline(__always)
  static func risk(_ positive: SIMD2<Double>, _ negative: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(risk(positive[0], negative[0]), risk(positive[1], negative[1]))
  }

  @inline(__always)
  private static func term(_ part: Double, _ total: Double) -> Double {
    part > 0 ? part * ExactLog2.value(total / part) : 0
  }
}
