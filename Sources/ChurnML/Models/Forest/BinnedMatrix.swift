/// Rows as bin codes, row after row: a node's histogram of several features, its division, and a walk down a tree all read
/// neighbouring bytes of one row.
public struct BinnedMatrix: Sendable {
  public let rows: Int
  public let features: Int
  /// `codes[row * features + feature]`.
  let codes: [UInt8]

  /// - Parameter rows: row numbers of the columns; row `i` of the matrix is `rows[i]`.
  public init(_ columns: [Column], rows: [Int], bins: [FeatureBins], jobs: Int) {
    if rows.count < Self.fewRows {
      self.init(columns, fewRows: rows, bins: bins)
      return
    }
    self.init(features: bins.count, rows: rows.count, jobs: jobs) { bins[$0].codes(of: columns[$0], rows: rows) }
  }

  private static let fewRows = 32

  /// Row by row: for a few, going through the columns one by one costs more than it saves.
  private init(_ columns: [Column], fewRows: [Int], bins: [FeatureBins]) {
    rows = fewRows.count
    features = bins.count
    var codes: [UInt8] = []
    codes.reserveCapacity(rows * features)
    for row in fewRows {
      for feature in bins.indices { codes.append(bins[feature].code(of: columns[feature], row: row)) }
    }
    self.codes = codes
  }

  /// A few columns are coded at a time and set into the rows together, so that a row's cache line is touched rarely.
  private init(features: Int, rows: Int, jobs: Int, column: @Sendable (Int) -> [UInt8]) {
    self.rows = rows
    self.features = features
    codes = [UInt8](unsafeUninitializedCapacity: rows * features) { buffer, count in
      for first in stride(from: 0, to: features, by: 16) {
        let width = min(16, features - first)
        let columns = concurrentMap(count: width, jobs: jobs) { column(first + $0) }
        for (offset, codes) in columns.enumerated() {
          codes.withUnsafeBufferPointer { codes in
            for row in 0..<rows { buffer[row * features + first + offset] = codes[row] }
          }
        }
      }
      count = rows * features
    }
  }
}
