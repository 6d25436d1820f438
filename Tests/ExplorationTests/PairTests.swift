import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct PairTests {
  /// Neither of two fair coins says anything about whether they agree; both say all.
  @Test func coinsThatAgree() throws {
    var columns: [String: [String]] = ["a": [], "b": [], "y": []]
    for index in 0..<400 {
      let (a, b) = (index & 1, index >> 1 & 1)
      columns["a"]?.append("\(a)")
      columns["b"]?.append("\(b)")
      columns["y"]?.append(a == b ? "1" : "0")
    }
    let exploration = try explored(columns)
    let pair = try #require(exploration.pairs.strongest.first)
    #expect(pair.columns == ["a", "b"])
    #expect(close(pair.gain.together, log(2)))
    #expect(close(pair.gain.gain, log(2)))
    #expect(close(pair.gain.interaction, log(2)))
    #expect(close(pair.gain.corrected, log(2) - 2.0 / 800))
    #expect(pair.gain.df == 2)
    #expect(close(pair.gain.pValue, chiSquareSurvival(800 * log(2), df: 2)))
    #expect(pair.cells.count == 4)
    #expect(pair.hottest?.count == ChurnCount(rows: 100, churned: 100))
    #expect(exploration.indicators.allSatisfy { $0.null.isNoise })
  }

  /// The information of pairs of columns with missing cells, from its definition.
  @Test func anyPair() {
    var source = RandomSource(9)
    let rows = 300
    let labels = (0..<rows).map { _ in UInt8(source.index(below: 2)) }
    func side(_ levels: Int) -> (codes: [Int32], levels: ColumnLevels) {
      let codes = labels.map { label in
        source.unit() < 0.1 ? Column.missing : Int32(min(levels - 1, source.index(below: levels) + Int(label)))
      }
      return (codes, ColumnLevels(codes, (0..<levels).map { "k\($0)" }, most: 100))
    }
    let (a, b) = (side(3), side(5))
    let table = PairTable(.init(a.levels), .init(b.levels), labels: labels)
    let kept = (0..<rows).filter { a.codes[$0] >= 0 && b.codes[$0] >= 0 }
    #expect(table.rows == kept.count)
    func information(_ key: (Int) -> String) -> Double {
      func entropy(_ key: (Int) -> String) -> Double {
        Dictionary(grouping: kept, by: key).values.reduce(0) { sum, members in
          let share = Double(members.count) / Double(kept.count)
          return sum - share * log(share)
        }
      }
      return entropy(key) + entropy { "\(labels[$0])" } - entropy { "\(key($0))|\(labels[$0])" }
    }
    #expect(close(table.together, information { "\(a.codes[$0]),\(b.codes[$0])" }))
    #expect(close(table.alone.first, information { "\(a.codes[$0])" }))
    #expect(close(table.alone.second, information { "\(b.codes[$0])" }))
    #expect(table.addedBySecond == 12)
    #expect(table.addedByFirst == 10)
  }

  /// scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) of its manual.
  @Test func ranks() throws {
    let rho = try correlation(averageRanks(of: [1, 2, 3, 4, 5]), averageRanks(of: [5, 6, 7, 8, 7]))
    #expect(close(rho, 0.8207826816681233))
    #expect(averageRanks(of: [3, 1, 3, 2]) == [1.5, 4, 1.5, 3])
    #expect(throws: Undefined.self) { try correlation([1, 1], [1, 2]) }
  }

  /// Two columns of numbers with gaps are compared on the rows that have both.
  @Test func numbersWithGaps() throws {
    var source = RandomSource(4)
    var columns: [String: [String]] = ["y": [], "one": [], "two": []]
    for row in 0..<200 {
      let x = source.unit()
      columns["y"]?.append(row % 3 == 0 ? "1" : "0")
      columns["one"]?.append(row % 7 == 0 ? "" : "\(x)")
      columns["two"]?.append(row % 5 == 0 ? "" : "\(-x * x)")
    }
    let pairs = try explored(columns).pairs
    #expect(pairs.columns == ["one", "two"])
    #expect(close(pairs.association[1], 1))
    #expect(pairs.redundant == [["one", "two"]])
  }

  /// Every join is of the two clusters whose members are most alike on the mean over all pairs between them.
  @Test(arguments: 1...8)
  func averageLinkage(count: Int) {
    var source = RandomSource(UInt64(count))
    var similarity = [Double](repeating: 1, count: count * count)
    for a in 0..<count {
      for b in 0..<a {
        similarity[a * count + b] = source.unit()
        similarity[b * count + a] = similarity[a * count + b]
      }
    }
    func mean(_ a: [Int], _ b: [Int]) -> Double {
      a.reduce(0) { sum, i in b.reduce(sum) { $0 + similarity[i * count + $1] } } / Double(a.count * b.count)
    }
    let linkage = AverageLinkage(similarity, count: count)
    var clusters = (0..<count).map { [$0] }
    var alive = Set(0..<count)
    #expect(linkage.joins.count == count - 1)
    for join in linkage.joins {
      let best = alive.flatMap { a in alive.filter { $0 < a }.map { mean(clusters[a], clusters[$0]) } }.max()
      #expect(close(join.similarity, best ?? .nan))
      #expect(close(join.similarity, mean(clusters[join.first], clusters[join.second])))
      alive.subtract([join.first, join.second])
      alive.insert(clusters.count)
      clusters.append(clusters[join.first] + clusters[join.second])
    }
    #expect(linkage.order.sorted() == Array(0..<count))
    #expect(linkage.clusters(from: 2).count == count)
    #expect(linkage.clusters(from: -1).count == 1)
  }
}
