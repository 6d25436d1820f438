/// Draws features without replacement, always from the same starting order, so that a node's draws depend on its source only.
struct FeatureDraws {
  private let features: Int
  private let order: Room<Int>
  private let swaps: Room<Int>
  /// Features drawn since the last reset.
  private(set) var count = 0

  init(features: Int, in space: GrowingSpace) {
    self.features = features
    order = space.take(Int.self, features)
    swaps = space.take(Int.self, features)
    for feature in 0..<features { order[feature] = feature }
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
