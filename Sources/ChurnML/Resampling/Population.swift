/// Rows to be divided, and what a scheme may look at to divide them. Labels, groups and times are those of the whole data set,
/// by row number; `rows` says which of them take part.
public struct Population: Sendable {
  /// Increasing.
  public let rows: [Int]
  public let labels: [UInt8]
  /// A number for each row, equal where rows belong together, for instance those of one customer; empty where nothing is known.
  public let groups: [Int]
  /// When each row was seen; empty where nothing is known.
  public let times: [Double]

  public init(rows: [Int]? = nil, labels: [UInt8], groups: [Int] = [], times: [Double] = []) {
    self.rows = rows ?? Array(labels.indices)
    self.labels = labels
    self.groups = groups
    self.times = times
  }

  /// The same for some of its rows.
  public func restricted(to rows: [Int]) -> Population {
    Population(rows: rows, labels: labels, groups: groups, times: times)
  }

  var positives: Int { rows.reduce(0) { $0 + Int(labels[$1]) } }

  /// The rows of each group, groups in the order of their first rows; each row is one where no groups are known.
  var grouped: [[Int]] {
    guard !groups.isEmpty else { return rows.map { [$0] } }
    var place: [Int: Int] = [:]
    var members: [[Int]] = []
    for row in rows {
      if let index = place[groups[row]] {
        members[index].append(row)
      } else {
        place[groups[row]] = members.count
        members.append([row])
      }
    }
    return members
  }

  func hasBothClasses(_ rows: [Int]) -> Bool {
    guard let first = rows.first else { return false }
    return rows.contains { labels[$0] != labels[first] }
  }
}
