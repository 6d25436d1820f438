import ChurnML
import Testing
import Workbench

@Suite struct SearchSpaceTests {
  static func model(_ lists: [[HyperparameterValue]]) -> ModelPlan {
    ModelPlan(
      name: "forest", parameters: lists.enumerated().map { .init(name: "p\($0)", plan: .values($1)) })
  }

  static func random(_ budget: Int, seed: UInt64 = 5) -> SearchPlan {
    SearchPlan(method: .random(budget: budget, seed: seed), metric: "roc_auc")
  }

  static let grid = SearchPlan(method: .grid, metric: "roc_auc")

  @Test func theLastParameterOfAGridVariesFastest() {
    let model = Self.model([[.integer(1), .integer(2)], [.text("a"), .none]])
    let (points, duplicates) = SearchSpace.points(of: model, search: Self.grid)
    #expect(
      points == [
        ["p0": .integer(1), "p1": .text("a")], ["p0": .integer(1), "p1": .none],
        ["p0": .integer(2), "p1": .text("a")], ["p0": .integer(2), "p1": .none],
      ])
    #expect(duplicates == 0)
  }

  /// The number of points is the product of the numbers of distinct values, whatever is listed twice.
  @Test(arguments: 1...40)
  func aGridHasTheProductOfItsListsLengths(seed: UInt64) {
    var source = RandomSource(seed)
    let lists = (0..<source.index(below: 4)).map { _ in
      (0...source.index(below: 5)).map { _ in HyperparameterValue.integer(source.index(below: 4)) }
    }
    let (points, duplicates) = SearchSpace.points(of: Self.model(lists), search: Self.grid)
    #expect(points.count == lists.map { Set($0).count }.reduce(1, *))
    #expect(Set(points).count == points.count)
    #expect(points.count + duplicates == lists.map(\.count).reduce(1, *))
  }

  @Test func drawsKeepToTheirDistributions() {
    let model = ModelPlan(
      name: "forest",
      parameters: [
        .init(name: "u", plan: .distribution(.uniform(-1...3))),
        .init(name: "l", plan: .distribution(.logUniform(1e-4...1))),
        .init(name: "i", plan: .distribution(.intUniform(2...5))),
        .init(name: "g", plan: .distribution(.intLogUniform(1...1000))),
        .init(name: "c", plan: .values([.text("a"), .text("b")])),
      ])
    let (points, duplicates) = SearchSpace.points(of: model, search: Self.random(4000))
    #expect(points.count == 4000)
    #expect(duplicates == 0)
    func share(_ name: String, _ holds: (HyperparameterValue) -> Bool) -> Double {
      Double(points.count { holds($0[name] ?? .none) }) / 4000
    }
    // Four standard errors of a share of 4000 draws are at most .032.
    #expect(share("u") { $0.number.map { (-1...3).contains($0) } ?? false } == 1)
    #expect(abs(share("u") { $0.number ?? 9 < 0 } - 0.25) < 0.032)
    #expect(share("l") { $0.number.map { (1e-4...1).contains($0) } ?? false } == 1)
    #expect(abs(share("l") { $0.number ?? 9 < 1e-3 } - 0.25) < 0.032)
    for value in 2...5 { #expect(abs(share("i") { $0 == .integer(value) } - 0.25) < 0.032) }
    #expect(share("g") { $0.number.map { (1...1000).contains($0) } ?? false } == 1)
    // The share of 1 is log(1.5 / 0.5) / log(1000.5 / 0.5).
    #expect(abs(share("g") { $0 == .integer(1) } - 0.1445) < 0.032)
    #expect(abs(share("c") { $0 == .text("a") } - 0.5) < 0.032)
  }

  @Test func aDrawDependsOnItsOwnKeyOnly() {
    let forward = Self.model([[.integer(1), .integer(2), .integer(3)], [.text("a"), .text("b"), .text("c")]])
    let backward = ModelPlan(name: forward.name, parameters: forward.parameters.reversed())
    let search = Self.random(6)
    #expect(SearchSpace.points(of: forward, search: search) == SearchSpace.points(of: backward, search: search))
    let more = SearchSpace.points(of: forward, search: Self.random(7)).points
    let points = SearchSpace.points(of: forward, search: search).points
    #expect(Array(more.prefix(points.count)) == points)
    #expect(SearchSpace.points(of: forward, search: Self.random(6, seed: 6)).points != points)
  }

  @Test func whatIsDrawnTwiceIsCounted() {
    let model = Self.model([[.integer(1), .integer(2)]])
    let (points, duplicates) = SearchSpace.points(of: model, search: Self.random(50))
    #expect(points.count == 2)
    #expect(duplicates == 48)
  }

  @Test func nothingToDrawIsOnePoint() {
    let (points, duplicates) = SearchSpace.points(of: Self.model([[.integer(1)]]), search: Self.random(50))
    #expect(points == [["p0": .integer(1)]])
    #expect(duplicates == 0)
    #expect(SearchSpace.points(of: Self.model([]), search: Self.grid).points == [[:]])
  }
}
