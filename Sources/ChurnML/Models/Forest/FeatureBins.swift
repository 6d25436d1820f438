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
    return thresholds.withUnsafeBufferPointer { Self.code(of: value, $0) }
  }

  /// One more than the number of thresholds below the value. Halving without a branch, which would be mispredicted every
  /// other time.
  @inline(__always)
  private static func code(of value: Double, _ thresholds: UnsafeBufferPointer<Double>) -> UInt8 {
    var below = 0
    var left = thresholds.count
    while left > 0 {
      let half = (left + 1) / 2
      below += thresholds[below + half - 1] < value ? half : 0
      left -= half
    }
    return UInt8(below + 1)
  }

  /// The codes of numeric values that increase, none of them missing.
  func codes(ofIncreasing values: [Double]) -> [UInt8] {
    guard case .numeric(let thresholds) = rule else { return [] }
    var below = 0
    return values.map { value in
      while below < thresholds.count, value > thresholds[below] { below += 1 }
      return UInt8(below + 1)
    }
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
  public func codes(of column: Column, rows: [Int]) -> [UInt8] {
    switch (column.values, rule) {
    case (.numeric(let values), .numeric(let thresholds)):
      thresholds.withUnsafeBufferPointer { thresholds in
        rows.map { values[$0].isNaN ? Self.missing : Self.code(of: values[$0], thresholds) }
      }
    default: rows.map { code(of: column, row: $0) }
    }
  }
}

extension FeatureBins {
  /// Bins for a numeric column.
  /// - Parameters:
  ///   - distinct: the column's distinct values, increasing.
  ///   - counts: how many analysis rows have each of them.
  init(distinct: [Double], counts: [Int], maxBins: Int) {
    let present = distinct.indices.filter { counts[$0] > 0 }
    let last = Self.lastOfBins(counts: present.map { counts[$0] }, maxBins: min(maxBins, Self.numericLimit))
    let thresholds = last.dropLast().map { Self.midpoint(distinct[present[$0]], distinct[present[$0 + 1]]) }
    self.init(rule: .numeric(thresholds: thresholds), valueBins: last.count, pooled: 0)
  }

  /// Bins for a categorical column.
  /// - Parameter counts: how many analysis rows have each category.
  init(categoryCounts counts: [Int], maxBins: Int) {
    let limit = min(maxBins, Self.categoricalLimit)
    let present = counts.indices.filter { counts[$0] > 0 }
    let pooled = present.count > limit ? present.count - limit + 1 : 0
    let byCount = present.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let own = byCount.dropLast(pooled).sorted()
    let valueBins = own.count + (pooled > 0 ? 1 : 0)
    var codes = [UInt8](repeating: UInt8(valueBins + 1), count: counts.count)
    for (bin, category) in own.enumerated() { codes[category] = UInt8(bin + 1) }
    for category in byCount.suffix(pooled) { codes[category] = UInt8(own.count + 1) }
    self.init(rule: .categorical(codes: codes), valueBins: valueBins, pooled: pooled)
  }

  /// The index of the last value of each bin: one value a bin while they fit, else bins closed as soon as they hold their
  /// share of the rows that are left, so that a heavy value takes a bin of its own and the others stay even.
  private static func lastOfBins(counts: [Int], maxBins: Int) -> [Int] {
    guard counts.count > maxBins else { return Array(counts.indices) }
    var last: [Int] = []
    var rowsLeft = counts.reduce(0, +)
    var held = 0
    for (index, count) in counts.enumerated() {
      held += count
      let binsLeft = maxBins - last.count
      if binsLeft > 1, held * binsLeft >= rowsLeft {
        last.append(index)
        rowsLeft -= held
        held = 0
      }
    }
    if last.last != counts.count - 1 { last.append(counts.count - 1) }
    return last
  }

  /// Halfway between two values, or the lower one where rounding would reach the upper.
  private static func midpoint(_ a: Double, _ b: Double) -> Double {
    let middle = a / 2 + b / 2
    return middle >= a && middle < b ? middle : a
  }
}
