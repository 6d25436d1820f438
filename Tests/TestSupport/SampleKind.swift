import ChurnML

/// Kinds of numbers that code which sorts or divides a range by position has to cope with.
public enum SampleKind: CaseIterable, Sendable {
  case spread, bellShaped, heavyTailed, ties, equal, nearlyEqual, inOrder, twoFarValues, tiny, huge

  public func values(count: Int, seed: UInt64) -> [Double] {
    var source = RandomSource(seed)
    return (0..<count).map { value($0, &source) }
  }

  private func value(_ index: Int, _ source: inout RandomSource) -> Double {
    let unit = source.unit()
    return switch self {
    case .spread: unit
    case .bellShaped: (0..<12).reduce(-6) { sum, _ in sum + source.unit() }
    case .heavyTailed: 1 / (unit * unit * unit * unit + 1e-300) - 3
    case .ties: (300 * unit).rounded() - 100
    case .equal: 5
    case .nearlyEqual: index % 1000 == 3 ? unit : 0
    case .inOrder: Double(index)
    case .twoFarValues: index == 0 ? -1e300 : index == 1 ? 1e300 : unit
    case .tiny: .leastNonzeroMagnitude * (1000 * unit).rounded()
    case .huge: .greatestFiniteMagnitude * (2 * unit - 1)
    }
  }
}
