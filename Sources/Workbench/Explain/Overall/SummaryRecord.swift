internal import ChurnML

extension AttributionSummary {
  /// `{column, mean_abs, std_abs, p5, p25, p50, p75, p95}`.
  func json(_ features: [Column]) -> JSON {
    let shares = zip(Self.shares, quantiles).map { share, value in
      JSON.Member("p\(Int((100 * share).rounded()))", .number(value))
    }
    return .object(
      [
        .init("column", .text(features[column].name)), .init("mean_abs", .number(meanAbsolute)),
        .init("std_abs", .number(deviation)),
      ] + shares)
  }
}

/// Single customers' contributions, for a plot over the strongest columns.
enum SummaryPoints {
  /// Columns, and customers a column.
  static let most = 8
  private static let customers = 60

  /// `{column, row, level, x, standing, contribution}`: `standing` is the share of the drawn customers whose number is lower, with
  /// half of the equals; null for categories.
  static func list(
    _ attributions: Attributions, _ features: [Column], _ sample: ReasonSample, columns: [Int]
  ) -> [JSON] {
    let few = Set(sample.few.prefix(customers))
    let places = sample.rows.indices.filter { few.contains(sample.rows[$0]) }
    return columns.flatMap { column -> [JSON] in
      let standings = standings(features[column], rows: places.map { sample.rows[$0] })
      return places.enumerated().map { index, place in
        let row = sample.rows[place]
        let value = features[column].value(row: row)
        return [
          "column": .text(features[column].name), "row": .integer(row), "level": .text(LevelWords.text(value)),
          "x": value.double.map { .number($0) } ?? .null, "standing": standings[index].map { .number($0) } ?? .null,
          "contribution": .number(attributions.values[place * attributions.columns + column]),
        ]
      }
    }
  }

  private static func standings(_ column: Column, rows: [Int]) -> [Double?] {
    guard case .numeric(let numbers) = column.values else { return rows.map { _ in nil } }
    let own = rows.map { numbers[$0] }
    let known = own.filter { !$0.isNaN }
    return own.map { number in
      guard !number.isNaN, known.count > 1 else { return nil }
      let (below, equal) = known.reduce((0, 0)) { ($0.0 + ($1 < number ? 1 : 0), $0.1 + ($1 == number ? 1 : 0)) }
      return (Double(below) + Double(equal - 1) / 2) / Double(known.count - 1)
    }
  }
}

/// A cell in a word.
enum LevelWords {
  static func text(_ value: JSON) -> String {
    switch value {
    case .text(let text): text
    default: value.double.map(WhatIfWords.short) ?? "unknown"
    }
  }
}
