/// Holm's step-down correction (1979): p-values adjusted so that rejecting those of at most alpha makes any false
/// rejection among all of them at most alpha likely.
///
/// - Parameter pValues: nil for a test that could not be made, which counts as none and stays nil.
public func holmAdjusted(_ pValues: [Double?]) -> [Double?] {
  let order = pValues.indices.filter { pValues[$0] != nil }.sorted { (pValues[$0] ?? 1) < (pValues[$1] ?? 1) }
  var adjusted = [Double?](repeating: nil, count: pValues.count)
  var largest = 0.0
  for (rank, index) in order.enumerated() {
    largest = max(largest, min(1, Double(order.count - rank) * (pValues[index] ?? 1)))
    adjusted[index] = largest
  }
  return adjusted
}
