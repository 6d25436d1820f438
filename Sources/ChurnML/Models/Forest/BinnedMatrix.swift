/// Rows as bin codes. Growing reads one feature of many rows, walking reads many features of one row, so a matrix
/// is laid out for one or the other.
public struct BinnedMatrix: Sendable {
  public enum Layout: Sendable { case byFeature, byRow }

  public let rows: Int
  public let features: Int
  public let layout: Layout
  /// `codes[feature * rows + row]` by feature, `codes[row * features + feature]` by row.
  public let codes: [UInt8]

  /// - Parameter rows: row numbers of the data set; row `i` of the matrix is `rows[i]`.
  public init(_ ranked: RankedFeatures, rows: [Int], bins: [FeatureBins], layout: Layout, jobs: Int) {
    let columns = concurrentMap(count: bins.count, jobs: jobs) { ranked.codes($0, rows: rows, bins: bins[$0]) }
    self.init(columns, rows: rows.count, layout: layout)
  }

  /// For data outside the ranked set.
  public init(_ columns: [Column], rows: [Int], bins: [FeatureBins], layout: Layout, jobs: Int) {
    let codes = concurrentMap(count: bins.count, jobs: jobs) { bins[$0].codes(of: columns[$0], rows: rows) }
    self.init(codes, rows: rows.count, layout: layout)
  }

  private init(_ columns: [[UInt8]], rows: Int, layout: Layout) {
    self.rows = rows
    features = columns.count
    self.layout = layout
    switch layout {
    case .byFeature: codes = columns.flatMap { $0 }
    case .byRow:
      let features = columns.count
      codes = [UInt8](unsafeUninitializedCapacity: rows * features) { buffer, count in
        for (feature, column) in columns.enumerated() {
          for row in 0..<rows { buffer[row * features + feature] = column[row] }
        }
        count = rows * features
      }
    }
  }
}
