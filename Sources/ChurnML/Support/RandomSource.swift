/// A counter-based random source: draw `i` is a hash of (key, i), so a source made from the same key words gives
/// the same draws wherever and whenever it is used. Nothing is shared between trees, nodes or threads.
///
/// The hash is SplitMix64's finaliser (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
public struct RandomSource: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var counter: UInt64 = 0

  @inline(__always)
  static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Folds one more word into a key: `key(key(seed, repeat), fold)` names a place in an experiment.
  public static func key(_ key: UInt64, _ word: UInt64) -> UInt64 {
    mix(mix(key &+ 0x9e37_79b9_7f4a_7c15) ^ (word &* 0xd1b5_4a32_d192_ed03 &+ 0x8cb9_2ba7_2f3d_8dd7))
  }

  /// A source keyed by the chained words.
  public init(_ words: UInt64...) {
    key = words.reduce(0x6a09_e667_f3bc_c908) { Self.key($0, $1) }
  }

  /// A source with a key made by `key`.
  @inline(__always)
  init(key: UInt64) { self.key = key }

  @inline(__always)
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ (counter &* 0x9e37_79b9_7f4a_7c15))
  }

  /// A uniform integer in `0..<bound`, without bias (Lemire: Fast Random Integer Generation in an Interval, 2019).
  @inline(__always)
  public mutating func index(below bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A uniform number in [0, 1), a multiple of 2^-53.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Fisher and Yates' shuffle.
  public mutating func shuffle<Element>(_ values: inout [Element]) {
    guard values.count > 1 else { return }
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, index(below: last + 1))
    }
  }
}
