internal import Foundation

/// Counts of rows by the levels of two variables, and how far the two are from independent.
public struct ContingencyTable: Sendable, Equatable {
  /// Levels of either variable that occur.
  public let rows: Int
  public let columns: Int
  /// All rows counted.
  public let total: Int
  /// Row after row.
  private let counts: [Int]

  /// - Parameter counts: `columns` numbers for each level of the first variable, one level after another. Levels without
  ///   any count are left out, as `pandas.crosstab` does.
  public init(_ counts: [Int], columns: Int) {
    precondition(columns > 0 && counts.count % columns == 0)
    let rowSums = (0..<counts.count / columns).map { row in (0..<columns).reduce(0) { $0 + counts[row * columns + $1] }
    }
    let columnSums = (0..<columns).map { column in
      rowSums.indices.reduce(0) { $0 + counts[$1 * columns + column] }
    }
    let (rows, kept) = (rowSums.indices.filter { rowSums[$0] > 0 }, columnSums.indices.filter { columnSums[$0] > 0 })
    self.rows = rows.count
    self.columns = kept.count
    self.counts = rows.flatMap { row in kept.map { counts[row * columns + $0] } }
    total = rowSums.reduce(0, +)
  }

  /// Pearson's statistic of independence, without Yates' correction.
  public var chiSquare: Double {
    sum { count, expected in (Double(count) - expected) * (Double(count) - expected) / expected }
  }

  public var degreesOfFreedom: Int { max(0, rows - 1) * max(0, columns - 1) }

  /// P of so large a `chiSquare` under independence; 1 where either variable has one level.
  public var pValue: Double {
    degreesOfFreedom == 0 ? 1 : chiSquareSurvival(chiSquare, df: Double(degreesOfFreedom))
  }

  /// sqrt(chi² / (n (min(rows, columns) - 1))); 0 where either variable has one level.
  public var cramersV: Double {
    let span = Double(min(rows, columns) - 1) * Double(total)
    return span > 0 ? (chiSquare / span).squareRoot() : 0
  }

  /// Cramér's V less what independence would give it (Bergsma: A bias-correction for Cramér's V and Tschuprow's T, 2013).
  public var correctedCramersV: Double { correctedCramersV(ofChiSquare: chiSquare) }

  /// The same for another table of these sizes with that statistic.
  func correctedCramersV(ofChiSquare chiSquare: Double) -> Double {
    let (n, r, k) = (Double(total), Double(rows), Double(columns))
    guard n > 1 else { return 0 }
    let excess = chiSquare / n - (k - 1) * (r - 1) / (n - 1)
    let span = min(k - (k - 1) * (k - 1) / (n - 1), r - (r - 1) * (r - 1) / (n - 1)) - 1
    return excess > 0 && span > 0 ? (excess / span).squareRoot() : 0
  }

  /// sum of p(x, y) ln(p(x, y) / (p(x) p(y))) over the cells, in nats: the plug-in estimate.
  public var mutualInformation: Double {
    // Rounding may take the sum of an independent table below zero.
    max(
      0,
      sum { count, expected in count == 0 ? 0 : Double(count) * log(Double(count) / expected) } / Double(max(1, total)))
  }

  private func sum(_ term: (_ count: Int, _ expected: Double) -> Double) -> Double {
    let rowSums = (0..<rows).map { row in (0..<columns).reduce(0) { $0 + counts[row * columns + $1] } }
    let columnSums = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + counts[$1 * columns + column] } }
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns {
        let expected = Double(rowSums[row]) * Double(columnSums[column]) / Double(total)
        sum += term(counts[row * columns + column], expected)
      }
    }
    return sum
  }
}
