/// How the values of one feature become small integers, fitted on analysis rows.
///
/// Code 0 is a missing value, `1...valueBins` are the value bins, `unseen` is a category that no analysis row has.
/// Numeric code `c` holds `thresholds[c - 2] < x <= thresholds[c - 1]`, the first and last without an outer end. While a
/// column has at most `maxBins` distinct analysis values each has a bin of its own and thresholds are midpoints
/// between neighbours; beyond that neighbours share bins of nearly equal row counts.
/// A categorical bin holds one category; beyond the limit the rarest ones share the last bin.
public struct FeatureBins: Sendable, Equatable {
  public enum Rule: Sendable, Equatable {
    case numeric(thresholds: [Double])
    /// The code of each category of the data set's dictionary.
    case categorical(codes: [UInt8])
  }

  public let rule: Rule
  public let valueBins: Int
  /// Categories that share the last bin because there were more of them than bins; 0 without pooling.
  public let pooled: Int

  /// One code must stay free for missing, and for categorical features one more for unseen.
  public static let numericLimit = 255
  public static let categoricalLimit = 254

  public static let missing: UInt8 = 0
  /// Only categorical features have rows of this code.
  public var unseen: UInt8 { UInt8(truncatingIfNeeded: valueBins + 1) }
  /// Codes that analysis rows can have: `missing` and the values'.
  public var cells: Int { valueBins + 1 }

  public var isCategorical: Bool {
    if case .categorical = rule { true } else { false }
  }

  /// The code of a numeric value.
  public func code(of value: Double) -> UInt8 {
    guard case .numeric(let thresholds) = rule, !value.isNaN else { return Self.missing }
    return Self.code(of: value, thresholds, in: thresholds.indices)
  }

  /// One more than the number of thresholds below the value.
  /// - Parameter range: those before it are below the value, those behind it are not.
  @inline(__always)
  static func code(of value: Double, _ thresholds: [Double], in range: Range<Int>) -> UInt8 {
    var below = range.lowerBound
    var left = range.count
    while left > 0 {
      let half = (left + 1) / 2
      below += thresholds[below + half - 1] < value ? half : 0
      left -= half
    }
    return UInt8(below + 1)
  }

  /// The code of a cell.
  func code(of column: Column, row: Int) -> UInt8 {
    switch column.values {
    case .numeric(let values): code(of: values[row])
    case .categorical(let codes, _): code(ofCategory: codes[row])
    }
  }

  /// The code of a category index, `Column.missing` or `Column.unseen`.
  public func code(ofCategory index: Int32) -> UInt8 {
    guard case .categorical(let codes) = rule, index >= 0 else { return index == Column.unseen ? unseen : Self.missing }
    return codes[Int(index)]
  }

  /// The codes of the given rows of a column.
  func codes(of column: Column, rows: ArraySlice<Int>) -> [UInt8] {
    switch (column.values, rule) {
    case (.numeric(let values), .numeric(let thresholds)):
      let coder = NumericCoder(thresholds: thresholds)
      return rows.map { coder.code(of: values[$0]) }
    case (.categorical(let indices, _), .categorical(let codes)):
      return rows.map { row in
        let index = indices[row]
        return index >= 0 ? codes[Int(index)] : code(ofCategory: index)
      }
    default: return rows.map { code(of: column, row: $0) }
    }
  }
}
