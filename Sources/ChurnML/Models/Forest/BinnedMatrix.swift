/// Rows as bin codes, row after row: a node's histogram of several features, its division, and a walk down a tree all read
/// neighbouring bytes of one row.
public struct BinnedMatrix: Sendable {
  public let rows: Int
  public let features: Int
  /// `codes[row * features + feature]`.
  let codes: [UInt8]

  /// - Parameter rows: row numbers of the columns; row `i` of the matrix is `rows[i]`.
  public init(_ columns: [Column], rows: [Int], bins: [FeatureBins], jobs: Int) {
    self.rows = rows.count
    features = bins.count
    if rows.count < Self.fewRows {
      var codes: [UInt8] = []
      codes.reserveCapacity(rows.count * bins.count)
      for row in rows {
        for feature in bins.indices { codes.append(bins[feature].code(of: columns[feature], row: row)) }
      }
      self.codes = codes
      return
    }
    let share = max(Self.leastRows, Self.bytesAtOnce / max(1, bins.count))
    codes = [UInt8](count: rows.count * bins.count, inBlocksOf: share * max(1, bins.count), jobs: jobs) {
      range, block in
      let rows = rows[range.lowerBound / bins.count..<range.upperBound / bins.count]
      for (feature, bins) in bins.enumerated() {
        var place = feature
        for code in bins.codes(of: columns[feature], rows: rows) {
          block[place] = code
          place += columns.count
        }
      }
    }
  }

  /// For so few rows, going through the columns one by one costs more than it saves.
  private static let fewRows = 32
  /// Of rows that are coded at a time: few enough for the nearer memory while one column after the other is set into them.
  private static let bytesAtOnce = 256 << 10
  private static let leastRows = 1024
}
