internal import Foundation

/// P(Z <= z) for a standard normal Z.
public func normalCumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

/// P(|Z| >= |z|) for a standard normal Z.
public func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

/// The z with P(Z <= z) = p, for p strictly between 0 and 1.
public func normalQuantile(_ p: Double) -> Double {
  // The lower half keeps its digits, so the upper one mirrors it.
  p > 0.5 ? -normalQuantile(1 - p) : smallest(from: -40, through: 0) { normalCumulative($0) >= p }
}

/// P(|T| >= |t|) for Student's t with `df` degrees of freedom.
public func studentTwoSided(_ t: Double, df: Double) -> Double {
  regularizedIncompleteBeta(df / (df + t * t), df / 2, 0.5)
}

/// P(T <= t).
public func studentCumulative(_ t: Double, df: Double) -> Double {
  let tail = studentTwoSided(t, df: df) / 2
  return t < 0 ? tail : 1 - tail
}

/// The t with P(T <= t) = p, for p strictly between 0 and 1.
public func studentQuantile(_ p: Double, df: Double) -> Double {
  if p > 0.5 { return -studentQuantile(1 - p, df: df) }
  var low = -2.0
  while studentCumulative(low, df: df) > p { low *= 2 }
  return smallest(from: low, through: 0) { studentCumulative($0, df: df) >= p }
}

/// The x with I_x(a, b) = p.
public func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
  smallest(from: 0, through: 1) { regularizedIncompleteBeta($0, a, b) >= p }
}

/// The smallest number that satisfies `predicate`, which must hold from some point of the interval on: bisection
/// down to neighbouring doubles.
private func smallest(from low: Double, through high: Double, _ predicate: (Double) -> Bool) -> Double {
  var low = low
  var high = high
  while true {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { return high }
    if predicate(middle) { high = middle } else { low = middle }
  }
}
