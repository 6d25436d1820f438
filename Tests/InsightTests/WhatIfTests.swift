import TestSupport
import Testing

@testable import ChurnML

@Suite struct WhatIfTests {
  private static let context = FitContext(seed: 5, repeat: 0, fold: FitContext.refit, jobs: 2)

  /// Every legal customer is made by multiplying out all values and throwing the illegal away; the search must find the same fewest
  /// changes, the same lowest probability, and nothing exactly where there is nothing.
  @Test func theFewestChangesAreThoseOfBruteForce() throws {
    var (found, none, ruled) = (0, 0, 0)
    for seed in 0..<80 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      guard data.features.count > 1, data.rows > 8 else { continue }
      let forest = try RandomForest(["n_estimators": .integer(5)]).fit(
        data, rows: Array(0..<data.rows), context: Self.context)
      var source = RandomSource(seed, 77)
      let levers = Self.levers(data, &source)
      let rules = ConsistencyRules(Self.rules(data, &source), columns: data.features.count)
      let whatIf = WhatIf(forest, levers: levers, rules: rules)
      for row in 0..<6 {
        let start = data.features.map { CustomerCell($0, row: row) }
        let most = [0.1, 0.3, 0.5][source.index(below: 3)]
        guard let answer = whatIf.answers(data.features, row: row, goals: [{ $0 <= most }])?[0] else {
          #expect(rules.all.contains { !$0.isKept(by: start) })
          continue
        }
        let all = Self.legal(start, levers, rules)
        ruled += Self.product(start, levers).count - all.count
        let changed = all.map { customer in customer.indices.count { !Self.isSame(customer[$0], start[$0]) } }
        let columns = Self.columns(data, all)
        let probabilities = forest.predictProbability(columns, rows: Array(all.indices), jobs: 1)
        let reaching = all.indices.filter { probabilities[$0] <= most && changed[$0] > 0 }
        let fewest = reaching.map { changed[$0] }.min()
        #expect(answer.found.first?.changes.count == fewest, "seed \(seed), row \(row)")
        if let fewest {
          found += 1
          #expect(answer.ruledOut == fewest - 1)
          let best = reaching.filter { changed[$0] == fewest }.map { probabilities[$0] }
          #expect(answer.found.allSatisfy { one in best.contains { abs($0 - one.probability) < 1e-12 } })
        } else {
          none += 1
          #expect(answer.isExhaustive && answer.tried == all.count - 1)
        }
      }
    }
    #expect(found > 40 && none > 40 && ruled > 1000)
  }

  @Test func directionsAndOwnValuesAreKept() {
    let up = Lever(column: 0, values: .numbers([1, 2, 3, 4]), direction: .up)
    #expect(up.cells(from: .number(2)) == [.number(3), .number(4)])
    #expect(Lever(column: 0, values: .numbers([1, 2, 3])).cells(from: .number(2)) == [.number(1), .number(3)])
    #expect(up.cells(from: .number(.nan)).isEmpty)
    let down = Lever(column: 0, values: .categories([2, 0, 1]), direction: .down)
    #expect(down.cells(from: .category(1)) == [.category(2), .category(0)])
    #expect(down.cells(from: .category(2)).isEmpty)
    #expect(down.cells(from: .category(Column.missing)).count == 3)
  }

  @Test func whereThereIsTooMuchToTryNothingIsProved() throws {
    let columns = (0..<10).map { place in
      Column(name: "c\(place)", values: .categorical(codes: [0], categories: ["a", "b", "c"]))
    }
    let levers = (0..<10).map { Lever(column: $0, values: .categories([0, 1, 2])) }
    let whatIf = WhatIf(
      MajorityModel(rate: 0.4, notes: []), levers: levers, rules: ConsistencyRules([], columns: 10), limit: 300)
    let answer = try #require(whatIf.answers(columns, row: 0, goals: [{ $0 < 0.2 }])?[0])
    // 20 of one change and 180 of two; of the 960 of three there is room for some.
    #expect(answer.found.isEmpty && !answer.isExhaustive)
    #expect(answer.ruledOut == 2 && answer.tried == 300)
  }

  private static func levers(_ data: Dataset, _ source: inout RandomSource) -> [Lever] {
    data.features.enumerated().compactMap { place, column in
      if source.index(below: 4) == 0 { return nil }
      let direction = [nil, nil, Lever.Direction.up, .down][source.index(below: 4)]
      switch column.values {
      case .numeric(let numbers):
        let known = Set(numbers.filter { !$0.isNaN }).sorted()
        let few = known.indices.filter { $0 % max(1, known.count / 2) == 0 }.map { known[$0] }
        return few.isEmpty ? nil : Lever(column: place, values: .numbers(few), direction: direction)
      case .categorical(_, let categories):
        return Lever(
          column: place, values: .categories((0..<min(3, categories.count)).map { Int32($0) }), direction: direction)
      }
    }.prefix(5).map { $0 }
  }

  private static func rules(_ data: Dataset, _ source: inout RandomSource) -> [ConsistencyRule] {
    let categorical = data.features.indices.filter { data.features[$0].kind == .categorical }
    let numeric = data.features.indices.filter { data.features[$0].kind == .numeric }
    guard let first = categorical.first else { return [] }
    var rules: [ConsistencyRule] = []
    for _ in 0..<3 where categorical.count > 1 {
      rules.append(
        .excludes(
          column: first, code: Int32(source.index(below: 2)), other: categorical[categorical.count - 1],
          otherCode: Int32(source.index(below: 2))))
    }
    if let other = numeric.last {
      let low = source.unit() * 4
      rules.append(.limits(column: first, code: 0, other: other, range: low...(low + 3)))
    }
    return rules
  }

  private static func product(_ start: [CustomerCell], _ levers: [Lever]) -> [[CustomerCell]] {
    levers.reduce([start]) { all, lever in
      all.flatMap { customer in
        [customer]
          + lever.cells(from: start[lever.column]).map { cell in
            var changed = customer
            changed[lever.column] = cell
            return changed
          }
      }
    }
  }

  /// Rules count where a column they speak of has changed.
  private static func legal(
    _ start: [CustomerCell], _ levers: [Lever], _ rules: ConsistencyRules
  ) -> [[CustomerCell]] {
    product(start, levers).filter { customer in
      rules.all.allSatisfy { rule in
        let (a, b) = rule.columns
        return rule.isKept(by: customer) || (isSame(customer[a], start[a]) && isSame(customer[b], start[b]))
      }
    }
  }

  private static func isSame(_ a: CustomerCell, _ b: CustomerCell) -> Bool {
    if case (.number(let x), .number(let y)) = (a, b), x.isNaN, y.isNaN { return true }
    return a == b
  }

  private static func columns(_ data: Dataset, _ customers: [[CustomerCell]]) -> [Column] {
    data.features.enumerated().map { place, column in
      switch column.values {
      case .numeric:
        return Column(
          name: column.name,
          values: .numeric(customers.map { if case .number(let number) = $0[place] { number } else { .nan } }))
      case .categorical(_, let categories):
        return Column(
          name: column.name,
          values: .categorical(
            codes: customers.map { if case .category(let code) = $0[place] { code } else { Column.missing } },
            categories: categories))
      }
    }
  }
}
