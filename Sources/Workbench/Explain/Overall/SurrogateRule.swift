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
    switch condition {
    case .atMost(_, let threshold, let takesMissing):
      if holds {
        atMost = threshold
        unknown = takesMissing
      } else {
        above = max(above ?? -.infinity, threshold)
        unknown = unknown && !takesMissing
      }
    case .isAmong(_, let codes, let takesMissing):
      categories.removeAll { codes.contains(Int32($0)) != holds }
      unknown = takesMissing == holds && (holds || unknown)
    }
  }

  func words(_ words: WhatIfWords) -> String {
    let values = words.features.features[column].categories.map { all in categories.map { all[$0] } } ?? bounds
    return "\(words.name(column)) " + (values + (unknown ? ["unknown"] : [])).joined(separator: " or ")
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
