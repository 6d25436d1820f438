/// Binned rows with several features to a byte. Features of few bins are *bundled*: a byte holds the number whose
/// digits are their bins, so one addition to a histogram serves them all, and consecutive rows seldom hit one cell.
struct BundledMatrix: Sendable {
  struct Feature: Sendable {
    let bundle: Int
    /// Its bins by digit: only codes that rows have, increasing.
    let codes: [UInt8]
    /// The digit of each cell of the bundle.
    let digits: [UInt8]
  }

  /// The cells a bundle may have. They are all read at every node, so few rows are not worth many; sums being exact,
  /// this changes no bit of a model.
  private static func cellLimit(rows: Int) -> Int { max(16, min(256, rows / 128)) }

  let rows: Int
  let bundles: Int
  /// `cells[row * bundles + bundle]`.
  let cells: [UInt8]
  /// Where a bundle's cells begin in a histogram; one more for the end.
  let offsets: [Int]
  /// Nil for a feature that is constant.
  let features: [Feature?]

  /// - Parameter columns: the rows' codes, feature by feature.
  init(_ columns: [[UInt8]], rows: Int, jobs: Int) {
    let occupied = concurrentMap(count: columns.count, jobs: jobs) { Self.occupiedCodes(columns[$0]) }
    let bundles = Self.bundles(sizes: occupied.map(\.count), cellLimit: Self.cellLimit(rows: rows))
    var features = [Feature?](repeating: nil, count: columns.count)
    var sizes: [Int] = []
    for (bundle, members) in bundles.enumerated() {
      let size = members.reduce(1) { $0 * occupied[$1].count }
      var place = 1
      for member in members {
        let count = occupied[member].count
        let digits = (0..<size).map { UInt8($0 / place % count) }
        features[member] = Feature(bundle: bundle, codes: occupied[member], digits: digits)
        place *= count
      }
      sizes.append(size)
    }
    self.rows = rows
    self.features = features
    self.bundles = bundles.count
    offsets = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    cells = Self.cells(columns, rows: rows, bundles, occupied, jobs: jobs)
  }

  /// First fit, the features of most bins first.
  private static func bundles(sizes: [Int], cellLimit: Int) -> [[Int]] {
    var bundles: [(members: [Int], cells: Int)] = []
    let varying = sizes.indices.filter { sizes[$0] > 1 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    for feature in varying {
      if let bundle = bundles.firstIndex(where: { $0.cells * sizes[feature] <= cellLimit }) {
        bundles[bundle].members.append(feature)
        bundles[bundle].cells *= sizes[feature]
      } else {
        bundles.append(([feature], sizes[feature]))
      }
    }
    return bundles.map(\.members)
  }

  private static func cells(
    _ codes: [[UInt8]], rows: Int, _ bundles: [[Int]], _ occupied: [[UInt8]], jobs: Int
  ) -> [UInt8] {
    let columns = concurrentMap(count: bundles.count, jobs: jobs) { bundle -> [UInt8] in
      var column = [UInt8](repeating: 0, count: rows)
      var place = 1
      for feature in bundles[bundle] {
        var shares = [UInt8](repeating: 0, count: 256)
        for (digit, code) in occupied[feature].enumerated() { shares[Int(code)] = UInt8(place * digit) }
        for (row, code) in codes[feature].enumerated() { column[row] += shares[Int(code)] }
        place *= occupied[feature].count
      }
      return column
    }
    return [UInt8](unsafeUninitializedCapacity: rows * bundles.count) { cells, count in
      for (bundle, column) in columns.enumerated() {
        for row in 0..<rows { cells[row * bundles.count + bundle] = column[row] }
      }
      count = rows * bundles.count
    }
  }

  /// The cells of a feature's bundle whose code is in `codes`, as a table by cell.
  func cells(of feature: Feature, in codes: SIMD4<UInt64>) -> [Bool] {
    feature.digits.map { codes.contains(code: feature.codes[Int($0)]) }
  }

  private static func occupiedCodes(_ codes: [UInt8]) -> [UInt8] {
    var seen = [Bool](repeating: false, count: 256)
    for code in codes { seen[Int(code)] = true }
    return seen.indices.filter { seen[$0] }.map { UInt8($0) }
  }
}
