/// A feature in the form that every part of the exploration reads.
struct ExploredFeature: Sendable {
  /// More categories than this share a level: every level is drawn in every shuffle.
  static let mostLevels = 1000

  let column: Column
  let levels: ColumnLevels
  let counts: [ChurnCount]

  init(_ column: Column, _ values: ValueCounts?, labels: [UInt8]) {
    self.column = column
    switch column.values {
    case .numeric(let numbers):
      levels = ColumnLevels(numbers, values ?? ValueCounts(numbers, labels: labels))
    case .categorical(let codes, let categories):
      levels = ColumnLevels(codes, categories, most: Self.mostLevels)
    }
    counts = levels.counts(labels)
  }

  /// Whether its levels are bands of many numbers.
  var isBanded: Bool {
    if case .band = levels.levels.first { true } else { false }
  }

  /// In few levels, for curves and bands beside each other.
  var coarse: ColumnLevels { levels.coarsened(counts, bands: 5, most: 8) }
}
