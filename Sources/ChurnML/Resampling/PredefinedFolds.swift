/// Anyone's folds: a column says in which fold each row is assessed.
public struct PredefinedFolds: ResamplingScheme {
  public static let name = "predefined"
  /// The column's distinct values in order: numbers by size, other text by bytes. Fold `f` is `names[f]`.
  public let names: [String]
  /// The fold of each row of the data set.
  private let fold: [Int]
  private let place: String

  /// - Parameters:
  ///   - cells: the fold column's text, one a row of the data set.
  ///   - place: names the column in errors.
  /// - Throws: `InputError` for an empty cell.
  public init(cells: [String], at place: String) throws(InputError) {
    if let row = cells.firstIndex(of: "") {
      throw InputError(at: place, "data row \(row + 1) has no fold; give every row one.")
    }
    let names = Set(cells).sorted(by: Self.precedes)
    let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    fold = cells.map { index[$0] ?? 0 }
    self.names = names
    self.place = place
  }

  /// Folds none of whose rows take part are left out.
  /// - Throws: `InputError` for fewer than two folds, or an assessment set of one class.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let splits = Split.folds(
      population.rows, assigned: population.rows.map { fold[$0] }, count: names.count, repeat: 0
    ).filter { !$0.assessment.isEmpty }
    guard splits.count >= 2 else {
      throw InputError(
        at: place,
        "the column holds one fold only (\(splits.first.map { names[$0.fold] } ?? "none")); give at least two.")
    }
    for split in splits where !population.hasBothClasses(split.assessment) {
      throw InputError(at: place, "all rows of fold \(names[split.fold]) are of one class; no metric is defined on it.")
    }
    return splits
  }

  private static func precedes(_ a: String, _ b: String) -> Bool {
    switch (Double(a), Double(b)) {
    case (let x?, let y?) where x != y: x < y
    case (_?, nil): true
    case (nil, _?): false
    default: a.utf8.lexicographicallyPrecedes(b.utf8)
    }
  }
}
