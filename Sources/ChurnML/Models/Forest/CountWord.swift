/// Three counts in one integer, so that a histogram update is one addition: distinct rows, bootstrap weight, and
/// weight of the positive class. No field overflows into the next while the weight of a tree fits `fieldBits`.
protocol CountWord: FixedWidthInteger & UnsignedInteger & Sendable & BitwiseCopyable {
  static var fieldBits: Int { get }
}

/// For trees of fewer than 2^21 draws.
extension UInt64: CountWord {
  static let fieldBits = 21
}

/// For any number of rows.
extension UInt128: CountWord {
  static let fieldBits = 42
}

extension CountWord {
  @inline(__always)
  private static var mask: Self { (1 &<< Self(fieldBits)) &- 1 }

  @inline(__always)
  var samples: Int { Int(truncatingIfNeeded: self & Self.mask) }
  @inline(__always)
  var weight: Int { Int(truncatingIfNeeded: (self &>> Self(Self.fieldBits)) & Self.mask) }
  @inline(__always)
  var positives: Int { Int(truncatingIfNeeded: (self &>> Self(2 * Self.fieldBits)) & Self.mask) }
  @inline(__always)
  var negatives: Int { weight - positives }

  /// 1 if any row was counted, else 0; without the branch that comparing would be.
  @inline(__always)
  var isHit: Int { Int(truncatingIfNeeded: (0 &- self) &>> Self(Self.bitWidth - 1)) }

  /// Compares positive shares without dividing.
  @inline(__always)
  func hasLowerRate(than other: Self) -> Bool {
    // Known when this is compiled: products of short fields fit.
    if 2 * Self.fieldBits < Int.bitWidth { return positives &* other.weight < other.positives &* weight }
    let own = positives.multipliedFullWidth(by: other.weight)
    let others = other.positives.multipliedFullWidth(by: weight)
    return own.high != others.high ? own.high < others.high : own.low < others.low
  }
}
