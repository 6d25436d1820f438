/// A splitting criterion for two classes. The grower minimises `risk(left) + risk(right)`.
protocol Impurity {
  /// Weight times impurity of a node with these class weights, not both 0; symmetric, concave, 0 for a pure node.
  static func risk(_ positive: Double, _ negative: Double) -> Double
}

/// 1 - p^2 - (1-p)^2 (Breiman, Friedman, Olshen, Stone: Classification and Regression Trees, 1984).
enum Gini: Impurity {
  @inline(__always)
  static func risk(_ positive: Double, _ negative: Double) -> Double {
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
  private static func term(_ part: Double, _ total: Double) -> Double {
    part > 0 ? part * ExactLog2.value(total / part) : 0
  }
}
