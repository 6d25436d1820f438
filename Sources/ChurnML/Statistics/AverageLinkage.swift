/// Hierarchical clustering by average linkage: the two clusters with the greatest mean similarity between their members
/// are joined, again and again (Sokal and Michener 1958, UPGMA; scipy's `average` on distances 1 - similarity).
public struct AverageLinkage: Sendable, Equatable {
  /// Two clusters become one. Items are clusters `0..<count`; the cluster of join `j` is `count + j`.
  public struct Join: Sendable, Equatable {
    public let first: Int
    public let second: Int
    /// The mean similarity between the members of the two.
    public let similarity: Double
  }

  public let count: Int
  /// `count - 1` joins, by falling similarity; of equals the one of the lowest cluster numbers first.
  public let joins: [Join]

  /// - Parameter similarity: symmetric, `count` rows one after another.
  public init(_ similarity: [Double], count: Int) {
    precondition(similarity.count == count * count)
    self.count = count
    var members = (0..<count).map { [$0] }
    var active = Array(0..<count)
    var joins: [Join] = []
    // Mean similarities between active clusters, by their numbers; joined clusters get a row of their own.
    var means = (0..<count).map { row in Array(similarity[row * count..<(row + 1) * count]) }
    while active.count > 1 {
      var best = Join(first: active[0], second: active[1], similarity: means[active[1]][active[0]])
      for (place, second) in active.enumerated() {
        for first in active[..<place] where means[second][first] > best.similarity {
          best = Join(first: first, second: second, similarity: means[second][first])
        }
      }
      let (a, b) = (Double(members[best.first].count), Double(members[best.second].count))
      active.removeAll { $0 == best.first || $0 == best.second }
      var row = [Double](repeating: 0, count: members.count)
      for other in active {
        let toFirst = means[max(best.first, other)][min(best.first, other)]
        let toSecond = means[max(best.second, other)][min(best.second, other)]
        row[other] = (a * toFirst + b * toSecond) / (a + b)
      }
      means.append(row)
      active.append(members.count)
      members.append(members[best.first] + members[best.second])
      joins.append(best)
    }
    self.joins = joins
  }

  /// The clusters, single items among them, that joins of at least this similarity make: each in the order of `order`.
  public func clusters(from similarity: Double) -> [[Int]] {
    var members = (0..<count).map { [$0] }
    for join in joins {
      let isMade = join.similarity >= similarity
      members.append(isMade ? members[join.first] + members[join.second] : [])
      if isMade {
        members[join.first] = []
        members[join.second] = []
      }
    }
    return members.filter { !$0.isEmpty }
  }

  /// The items in an order that keeps every cluster together.
  public var order: [Int] {
    var members = (0..<count).map { [$0] }
    for join in joins { members.append(members[join.first] + members[join.second]) }
    return members.last ?? []
  }
}
