/// True when both numbers agree to `tolerance`, relative to the larger magnitude where that exceeds 1.
public func close(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
  abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}
