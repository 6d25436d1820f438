/// Anyone's folds: a column says in which fold each row is assessed.
public struct PredefinedFolds: Sendable {
  /// The column's distinct values in order: numbers by size, other text by bytes. Fold `f` is `names[f]`.
  public let names: [String]
  private let fold: [Int]

  /// - Parameters:
  ///   - cells: the fold column's text, one a row.
  ///   - place: names the column in errors.
  /// - Throws: `InputError` for an empty cell, fewer than two folds, or an analysis or assessment set of one class.
  public init(cells: [String], labels: [UInt8], at place: String) throws(InputError) {
    if let row = cells.firstIndex(of: "") {
      throw InputError(at: place, "data row \(row + 1) has no fold; give every row one.")
    }
    let names = Set(cells).sorted(by: Self.precedes)
    guard names.count >= 2 else {
      throw InputError(at: place, "the column holds one fold only (\(names.first ?? "none")); give at least two.")
    }
    let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    fold = cells.map { index[$0] ?? 0 }
    self.names = names
    var positives = [Int](repeating: 0, count: names.count)
    var sizes = positives
    for (row, fold) in fold.enumerated() {
      positives[fold] += Int(labels[row])
      sizes[fold] += 1
    }
    for (fold, name) in names.enumerated() where positives[fold] == 0 || positives[fold] == sizes[fold] {
      throw InputError(at: place, "all rows of fold \(name) are of one class; no metric is defined on it.")
    }
  }

  public func splits() -> [Split] {
    Split.folds(assigned: fold, count: names.count, repeat: 0)
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
