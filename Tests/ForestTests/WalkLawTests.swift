import TestSupport
import Testing

@testable import ChurnML

/// A forest laid out for walking against its trees walked one by one, row by row.
@Suite struct WalkLawTests {
  @Test(arguments: 0..<UInt64(lawRepetitions))
  func laidOutEqualsPlain(seed: UInt64) throws {
    let data = randomDataset(seed: seed)
    var source = RandomSource(seed, 2)
    let settings = randomSettings(&source)
    let limits = randomLimits(&source)
    let rows = Array(0..<data.rows)
    // Categories that only other rows have are unseen.
    let analysis = rows.filter { $0 < 2 || $0 % 3 != 0 }
    let forest = RandomForest(settings: settings, limits: limits).fitted(
      to: data, rows: analysis, context: FitContext(seed: seed, repeat: 0, fold: 0, jobs: 1))
    expectPlainSums(forest, BinnedMatrix(data.features, rows: rows, bins: forest.bins, jobs: 1))
  }

  /// Sets of features of few codes, all of which have questions of their own, and more than have, of features of more than 8 codes and
  /// of more than 32.
  @Test(arguments: [6, 12, 200])
  func manySets(categories: Int) throws {
    var source = RandomSource(UInt64(categories), 3)
    let bins = (0..<3).map { _ in
      FeatureBins(categoryCounts: [Int](repeating: 1, count: categories), maxBins: 255)
    }
    let trees = (0..<40).map { _ in randomTree(of: bins, splits: 60, &source) }
    let forest = Forest(bins: bins, trees: trees)
    #expect(ForestLayout(bins: bins, trees: trees).largeSets.isEmpty == (categories == 6))
    let codes = (0..<300).map { _ in
      // Missing, seen and unseen ones.
      (0..<3).map { _ in Int32(source.index(below: categories + 2)) - 1 }.map { $0 == categories ? Column.unseen : $0 }
    }
    let columns = (0..<3).map { feature in
      Column(
        name: "c\(feature)",
        values: .categorical(codes: codes.map { $0[feature] }, categories: (0..<categories).map { "k\($0)" }))
    }
    expectPlainSums(forest, BinnedMatrix(columns, rows: Array(codes.indices), bins: bins, jobs: 1))
  }

  private func expectPlainSums(_ forest: Forest, _ matrix: BinnedMatrix, _ location: SourceLocation = #_sourceLocation)
  {
    let plain = matrix.codes.withView { codes in
      (0..<matrix.rows).map { row in
        forest.trees.reduce(0) { $0 + UInt64($1.nodes[$1.leaf(codes, at: row * matrix.features)].value) }
      }
    }
    #expect(forest.sums(matrix, jobs: 2) == plain, sourceLocation: location)
    var walk = ForestWalk(ForestLayout(bins: forest.bins, trees: forest.trees), rows: 1)
    #expect((0..<matrix.rows).map { walk.sum(matrix, row: $0) } == plain, sourceLocation: location)
  }

  private func randomTree(of bins: [FeatureBins], splits: Int, _ source: inout RandomSource) -> Tree {
    var tree = Tree(nodes: [Tree.Node(value: 1)], sets: [])
    for index in 0..<splits {
      let feature = source.index(below: bins.count)
      let set = SIMD4<UInt64>(source.next(), source.next(), source.next(), source.next())
      tree.nodes[index].left = UInt32(tree.nodes.count)
      tree.setTest(.set(set, codes: bins[feature].cells + 1), feature: feature, at: index)
      for _ in 0..<2 { tree.nodes.append(Tree.Node(value: UInt32(source.index(below: 1 << 31)))) }
    }
    return tree
  }
}
