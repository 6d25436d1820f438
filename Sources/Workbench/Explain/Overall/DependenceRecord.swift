internal import ChurnML

/// Partial dependence, single customers' curves and accumulated effects of the strongest columns, and the two of them that do most
/// together.
struct DependenceRecord {
  static let most = 4
  private static let levels = 20
  private static let pairLevels = 8
  /// Customers whose own curves are kept.
  private static let customers = 15

  /// `{column, place, level, x, partial, accumulated, low, high}`: `low` and `high` are what 10 and 90 % of the customers do not
  /// exceed. `accumulated` has the mean prediction added, so that it stands on the level of the others.
  private(set) var points: [JSON] = []
  /// `{column, row, place, level, x, probability}`.
  private(set) var curves: [JSON] = []
  /// `{columns[2], points[{first, second, first_place, second_place, partial, accumulated}]}`: accumulated is what the two
  /// do beyond what either does alone; null with fewer than two columns.
  private(set) var pair: JSON = .null

  private let words: WhatIfWords
  private let meanPrediction: Double

  init(_ classifier: any Classifier, _ features: [Column], rows: [Int], columns: [Int], jobs: Int) {
    words = WhatIfWords(features: FeatureSchema(of: features))
    let predictions = classifier.predictProbability(features, rows: rows, jobs: jobs)
    meanPrediction = predictions.reduce(0, +) / Double(max(1, predictions.count))
    for column in columns {
      guard let axis = GridAxis(features[column], at: column, rows: rows, most: Self.levels) else { continue }
      add(AccumulatedEffects(classifier, features, rows: rows, grid: ResponseGrid(axis), jobs: jobs), rows)
    }
    let axes = columns.compactMap { GridAxis(features[$0], at: $0, rows: rows, most: Self.pairLevels) }
    let pairs = axes.indices.flatMap { second in (0..<second).map { (axes[$0], axes[second]) } }
    let effects = pairs.map {
      AccumulatedEffects(classifier, features, rows: rows, grid: ResponseGrid($0, $1), jobs: jobs)
    }
    let best = effects.indices.max { (effects[$0].spread, $1) < (effects[$1].spread, $0) }
    if let best { pair = json(effects[best]) }
  }

  private mutating func add(_ effects: AccumulatedEffects, _ rows: [Int]) {
    let axis = effects.grid.axes[0]
    for (place, cell) in axis.cells.enumerated() {
      let sorted = (0..<rows.count).map { effects.responses[$0, place] }.sorted()
      points.append(
        .object(
          head(axis, place, cell) + [
            .init("partial", .number(effects.partialDependence[place])),
            .init("accumulated", .number(effects.effects[place] + meanPrediction)),
            .init("low", .number(sorted[sorted.count / 10])),
            .init("high", .number(sorted[min(sorted.count - 1, sorted.count * 9 / 10)])),
          ]))
    }
    for row in 0..<min(Self.customers, rows.count) {
      for (place, cell) in axis.cells.enumerated() {
        curves.append(
          .object(
            head(axis, place, cell) + [
              .init("row", .integer(rows[row])), .init("probability", .number(effects.responses[row, place])),
            ]))
      }
    }
  }

  private func head(_ axis: GridAxis, _ place: Int, _ cell: CustomerCell) -> [JSON.Member] {
    let value = words.value(cell, of: axis.column)
    return [
      .init("column", .text(words.name(axis.column))), .init("place", .integer(place)),
      .init("level", .text(LevelWords.text(value))), .init("x", value.double.map { .number($0) } ?? .null),
    ]
  }

  private func json(_ effects: AccumulatedEffects) -> JSON {
    let (first, second) = (effects.grid.axes[0], effects.grid.axes[1])
    let columns = second.cells.count
    return [
      "columns": [.text(words.name(first.column)), .text(words.name(second.column))],
      "points": .list(
        effects.effects.indices.map { point in
          let (a, b) = (first.cells[point / columns], second.cells[point % columns])
          return [
            "first": .text(words.text(a, of: first.column)), "second": .text(words.text(b, of: second.column)),
            "first_place": .integer(point / columns), "second_place": .integer(point % columns),
            "partial": .number(effects.partialDependence[point]), "accumulated": .number(effects.effects[point]),
          ]
        }),
    ]
  }
}

extension AccumulatedEffects {
  /// How far apart the effects lie.
  fileprivate var spread: Double { (effects.max() ?? 0) - (effects.min() ?? 0) }
}
