/// Cost-complexity arithmetic in integers: risks and alpha are multiples of 2^-60, so that sums over leaves are exact
/// and weakest-link pruning has one answer however it is computed.
enum CostComplexity {
  static let scale = 0x1p60

  /// Values of 1 and more prune every tree to its root, since no node's risk exceeds 1.
  static func fixed(_ value: Double) -> Int64 { Int64(nearest: min(max(value, 0), 1) * scale) }
}
