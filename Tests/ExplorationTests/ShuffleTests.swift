import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct ShuffleTests {
  @Test(arguments: [(10, 4, 3), (7, 7, 3), (50, 1, 20), (30, 15, 30), (12, 5, 0)])
  func probabilities(population: Int, successes: Int, drawn: Int) {
    func choose(_ n: Int, _ k: Int) -> Double {
      k < 0 || k > n ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let distribution = Hypergeometric(population: population, successes: successes, drawn: drawn)
    for count in max(0, drawn + successes - population)...min(drawn, successes) {
      let exact =
        choose(successes, count) * choose(population - successes, drawn - count) / choose(population, drawn)
      #expect(close(distribution.probability(of: count), exact, within: 1e-12))
    }
  }

  /// Frequencies of many draws against the probabilities: within five standard deviations, from seeds that are fixed.
  @Test(arguments: [(20, 8, 6), (1000, 300, 500), (1_000_000, 265_000, 4)])
  func draws(population: Int, successes: Int, drawn: Int) {
    let distribution = Hypergeometric(population: population, successes: successes, drawn: drawn)
    var source = RandomSource(17)
    let many = 20_000
    var counts: [Int: Int] = [:]
    for _ in 0..<many { counts[distribution.draw(&source), default: 0] += 1 }
    for (count, times) in counts {
      let expected = distribution.probability(of: count) * Double(many)
      #expect(abs(Double(times) - expected) < 5 * expected.squareRoot() + 5)
    }
  }

  @Test func manyRows() {
    let distribution = Hypergeometric(population: 1_000_000, successes: 265_000, drawn: 550_000)
    var source = RandomSource(3)
    let draws = (0..<2000).map { _ in Double(distribution.draw(&source)) }
    let spread = Spread(draws)
    let (mean, deviation) = (145_750.0, (550_000 * 0.265 * 0.735 * 450_000 / 999_999).squareRoot())
    #expect(abs((spread?.mean ?? 0) - mean) < 5 * deviation / 2000.0.squareRoot())
    #expect(abs((spread?.std ?? 0) / deviation - 1) < 0.08)
  }

  /// Every way to deal three labels to eight customers, against many draws; and the observed measures against the table's.
  @Test(arguments: [true, false])
  func allShuffles(isOrdered: Bool) throws {
    let numbers: [Double] = [1, 1, 2, 2, 2, 3, 3, 3]
    let labels: [UInt8] = [0, 1, 0, 0, 1, 0, 1, 0]
    func shuffle(_ labels: [UInt8]) -> LabelShuffle {
      let values = ValueCounts(numbers, labels: labels)
      let levels = (0..<3).map { values.count(at: $0) }
      return LabelShuffle(isOrdered ? .init(values, levels: levels) : .init(levels: levels))
    }
    var every: [[Double]] = []
    for word in 0..<256 where word.nonzeroBitCount == 3 {
      every.append(shuffle((0..<8).map { UInt8(word >> $0 & 1) }).observed.values)
    }
    #expect(every.count == 56)
    var source = RandomSource(5)
    let draws = (0..<20_000).map { _ in shuffle(labels).draw(&source).values }
    for measure in 0..<LabelShuffle.Measures.count {
      for observed in Set(every.map { $0[measure] }) {
        let exact = Double(every.count { $0[measure] >= observed - 1e-12 }) / 56
        let drawn = Double(draws.count { $0[measure] >= observed - 1e-12 }) / 20_000
        #expect(abs(exact - drawn) < 0.018, "measure \(measure)")
      }
    }
    let values = ValueCounts(numbers, labels: labels)
    var other = RandomSource(1)
    let indicator = try Indicator(
      "x", (0..<3).map { values.count(at: $0) }, values: isOrdered ? values : nil, permutations: 19, source: &other)
    let observed = shuffle(labels).observed.values
    #expect(close(observed[0], indicator.table.chiSquare))
    #expect(close(observed[1], indicator.table.mutualInformation))
    #expect(close(observed[2], indicator.strength(.auc)))
    #expect(close(observed[3], indicator.ks))
  }

  /// Of twenty files with nothing in them, hardly one has a column that is called an indicator; a column that says something is.
  @Test func noiseIsCalledNoise() throws {
    var alarms = 0
    for seed in 0..<20 {
      var source = RandomSource(UInt64(seed), 0x40)
      let labels = (0..<400).map { _ in UInt8(source.unit() < 0.3 ? 1 : 0) }
      var columns = ["y": labels.map { "\($0)" }]
      for column in 0..<8 {
        columns["c\(column)"] = labels.map { _ in
          column % 2 == 0 ? "k\(source.index(below: 2 + column))" : "\(source.unit())"
        }
      }
      columns["told"] = labels.map { source.unit() < 0.15 ? "b" : $0 == 1 ? "a" : source.unit() < 0.6 ? "b" : "a" }
      let exploration = try explored(columns, permutations: 199)
      let named = exploration.indicators.filter { !$0.null.isNoise }.map(\.column)
      #expect(named.contains("told"))
      alarms += named.count > 1 ? 1 : 0
    }
    #expect(alarms <= 4)
  }
}

/// An exploration of columns of texts, `y` the target, sorted by name.
func explored(_ columns: [String: [String]], permutations: Int = 19, jobs: Int = 1) throws -> Exploration {
  let names = columns.keys.sorted()
  let rows = columns["y"]?.count ?? 0
  let lines = (0..<rows).map { row in names.map { columns[$0]?[row] ?? "" }.joined(separator: ",") }
  let csv = ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  var settings = ExplorationSettings()
  settings.permutations = permutations
  let table = try Table(csv: Array(csv.utf8), named: "made.csv", options: CSVOptions(kinds: ["y": .categorical]))
  return try Exploration(table, target: Target(column: "y", positive: "1"), settings: settings, jobs: jobs)
}
