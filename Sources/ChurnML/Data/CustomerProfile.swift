/// What the customers of a data set look like, column by column: enough to ask for one more with a form.
public struct CustomerProfile: Codable, Sendable, Equatable {
  public struct Feature: Codable, Sendable, Equatable {
    public let name: String
    public let kind: ColumnKind
    public let missing: Int
    /// Of a numeric column with a value: the least, the middle (the lower of two) and the greatest.
    public let least: Double?
    public let median: Double?
    public let greatest: Double?
    /// Whether all its numbers are whole.
    public let isWhole: Bool?
    /// The numbers, increasing, where they are few.
    public let numbers: [Double]?
    /// Of a categorical column: the most frequent category; of equals the first in code order.
    public let mode: String?
    /// Of a numeric column with a value: the numbers that 0, 10, ..., 100 % of the customers do not exceed, each once.
    public let deciles: [Double]?
  }

  /// Two categories that no customer has together, though chance alone would have brought them together often.
  public struct Exclusion: Codable, Sendable, Equatable {
    public let column: String
    public let category: String
    public let otherColumn: String
    public let otherCategory: String
  }

  /// What numbers the customers of a category have, where chance alone would have given some of them others.
  public struct Limit: Codable, Sendable, Equatable {
    public let column: String
    public let category: String
    /// A numeric column.
    public let otherColumn: String
    public let least: Double
    public let greatest: Double
  }

  public let features: [Feature]
  public let exclusions: [Exclusion]
  /// nil in a profile of an earlier ChurnLab.
  public let limits: [Limit]?

  enum CodingKeys: String, CodingKey { case features, exclusions, limits }

  /// Numbers that are still few.
  private static let fewNumbers = 6

  public init(of columns: [Column], jobs: Int) {
    features = concurrentMap(count: columns.count, jobs: jobs) { Feature(columns[$0]) }
    exclusions = ExclusionSearch(columns).exclusions
    limits = LimitSearch(columns).limits
  }

  /// What is never met though so many are due is no accident: by chance alone that happens once in e^20 times.
  static let due = 20.0
  /// Columns and categories that pairs are looked for among.
  static let columnLimit = 40
  static let categoryLimit = 12
}

extension CustomerProfile.Feature {
  enum CodingKeys: String, CodingKey {
    case name, kind, missing, least, median, greatest, numbers, mode, deciles
    case isWhole = "is_whole"
  }

  fileprivate init(_ column: Column) {
    name = column.name
    kind = column.kind
    switch column.values {
    case .numeric(let values):
      let sorted = values.filter { !$0.isNaN }.sorted()
      missing = values.count - sorted.count
      least = sorted.first
      median = sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
      greatest = sorted.last
      isWhole = sorted.allSatisfy { $0 == $0.rounded() }
      numbers = Self.distinct(sorted, limit: CustomerProfile.fewNumbers)
      mode = nil
      let last = sorted.count - 1
      deciles = sorted.isEmpty ? nil : Self.distinct((0...10).map { sorted[last * $0 / 10] }, limit: 11)
    case .categorical(let codes, let categories):
      var counts = [Int](repeating: 0, count: categories.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      missing = codes.count - counts.reduce(0, +)
      (least, median, greatest, isWhole, numbers, deciles) = (nil, nil, nil, nil, nil, nil)
      mode = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) }.map { categories[$0] }
    }
  }

  /// nil where there are more than `limit`.
  private static func distinct(_ sorted: [Double], limit: Int) -> [Double]? {
    var distinct: [Double] = []
    for value in sorted where value != distinct.last {
      guard distinct.count < limit else { return nil }
      distinct.append(value)
    }
    return distinct
  }
}

/// Looks for pairs of categories that exclude each other.
///
/// Were two columns independent, a pair would be met n a b times, a and b being its categories' shares.
private struct ExclusionSearch {
  private static let rowLimit = 200_000

  private let columns: [(name: String, codes: [Int32], categories: [String])]
  /// Rows looked at, evenly spaced when there are very many; a pair found is then checked on all.
  private let step: Int

  init(_ columns: [Column]) {
    let few = columns.compactMap { column -> (name: String, codes: [Int32], categories: [String])? in
      guard case .categorical(let codes, let categories) = column.values,
        2...CustomerProfile.categoryLimit ~= categories.count
      else { return nil }
      return (column.name, codes, categories)
    }
    self.columns = Array(few.prefix(CustomerProfile.columnLimit))
    step = max(1, (columns.first?.count ?? 0) / Self.rowLimit)
  }

  var exclusions: [CustomerProfile.Exclusion] {
    columns.indices.flatMap { a in columns.indices.filter { $0 > a }.flatMap { pairs(a, $0) } }
  }

  private func pairs(_ a: Int, _ b: Int) -> [CustomerProfile.Exclusion] {
    let (left, right) = (columns[a], columns[b])
    let (counts, rows) = tally(left.codes, right.codes, left.categories.count, right.categories.count, step)
    let lefts = counts.map { Double($0.reduce(0, +)) }
    let rights = right.categories.indices.map { code in Double(counts.reduce(0) { $0 + $1[code] }) }
    var found: [CustomerProfile.Exclusion] = []
    for x in left.categories.indices {
      for y in right.categories.indices
      where counts[x][y] == 0 && lefts[x] * rights[y] >= CustomerProfile.due * Double(rows) && areNeverMet(a, x, b, y) {
        found.append(
          .init(
            column: left.name, category: left.categories[x], otherColumn: right.name,
            otherCategory: right.categories[y]))
      }
    }
    return found
  }

  private func tally(
    _ left: [Int32], _ right: [Int32], _ lefts: Int, _ rights: Int, _ step: Int
  ) -> (counts: [[Int]], rows: Int) {
    var counts = [Int](repeating: 0, count: lefts * rights)
    var rows = 0
    for row in stride(from: 0, to: left.count, by: step) where left[row] >= 0 && right[row] >= 0 {
      counts[Int(left[row]) * rights + Int(right[row])] += 1
      rows += 1
    }
    return ((0..<lefts).map { Array(counts[$0 * rights..<($0 + 1) * rights]) }, rows)
  }

  private func areNeverMet(_ a: Int, _ x: Int, _ b: Int, _ y: Int) -> Bool {
    step == 1
      || !zip(columns[a].codes, columns[b].codes).contains { $0 == Int32(x) && $1 == Int32(y) }
  }
}
