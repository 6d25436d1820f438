/// Draws features without replacement, always from the same starting order, so that a node's draws depend on its source only.
struct FeatureDraws: ~Copyable {
  private let features: Int
  private let order: UnsafeMutablePointer<Int>
  private let swaps: UnsafeMutablePointer<Int>
  /// Features drawn since the last reset.
  private(set) var count = 0

  init(features: Int) {
    self.features = features
    order = .allocate(capacity: features)
    swaps = .allocate(capacity: features)
    for feature in 0..<features { order[feature] = feature }
  }

  deinit {
    order.deallocate()
    swaps.deallocate()
  }

  @inline(__always)
  var isExhausted: Bool { count == features }

  @inline(__always)
  mutating func next(_ source: inout RandomSource) -> Int {
    assert(!isExhausted)
    let chosen = count &+ source.index(below: features &- count)
    let feature = order[chosen]
    order[chosen] = order[count]
    order[count] = feature
    swaps[count] = chosen
    count &+= 1
    return feature
  }

  /// Takes the draws back, last one first.
  @inline(__always)
  mutating func reset() {
    while count > 0 {
      count &-= 1
      let feature = order[count]
      order[count] = order[swaps[count]]
      order[swaps[count]] = feature
    }
  }
}
