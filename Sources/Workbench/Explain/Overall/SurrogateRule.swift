internal import ChurnML

/// What all customers of a leaf fulfil in one column: every test of it on the way, in one.
struct SurrogateRule {
  let column: Int
  private var above: Double?
  private var atMost: Double?
  private var unknown = false
  /// Codes that are left of a categorical column.
  private var categories: [Int]

  /// What everyone fulfils.
  init(column: Int, categories: Int) {
    self.column = column
    self.categories = Array(0..<categories)
  }

  /// - Parameter holds: whether the customers fulfil the condition, or are the others.
  mutating func narrow(_ condition: SurrogateTree.Condition, holds: Bool) {
    unknown = holds ? condition.takesMissing : unknown && !condition.takesMissing
    switch condition {
    case .atMost(_, let threshold, _) where holds: atMost = threshold
    case .atMost(_, let threshold, _): above = max(above ?? -.infinity, threshold)
    case .isAmong(_, let codes, _): categories.removeAll { codes.contains(Int32($0)) != holds }
    }
  }

  func words(_ words: WhatIfWords) -> String {
    let values = words.features.features[column].categories.map { all in categories.map { all[$0] } } ?? bounds
    // What has no value left is unknown.
    return "\(words.name(column)) "
      + (values + (unknown || values.isEmpty ? ["unknown"] : [])).joined(separator: " or ")
  }

  /// Only unknown numbers are at most nothing.
  private var bounds: [String] {
    if atMost == -.infinity { return [] }
    let above = above.flatMap { $0 == -.infinity ? nil : "above \(WhatIfWords.short($0))" }
    let atMost = atMost.map { "at most \(WhatIfWords.short($0))" }
    let known = [above, atMost].compactMap(\.self)
    return [known.isEmpty ? "known" : known.joined(separator: " and ")]
  }
}
