import TestSupport
import Testing

@testable import ChurnML

/// The law on which the shared search stands: every candidate read off one forest equals the forest fitted for it alone, bit for bit.
@Suite struct NestingLawTests {
  @Test(arguments: 0..<UInt64(lawRepetitions))
  func sharedEqualsSeparate(seed: UInt64) throws {
    let data = randomDataset(seed: seed)
    var source = RandomSource(seed, 1)
    let settings = randomSettings(&source)
    let candidates = (0..<8).map { _ in randomLimits(&source) }
    let rows = Array(0..<data.rows)
    let analysis = rows.filter { $0 < 2 || $0 % 3 != 0 }
    let context = FitContext(seed: seed, repeat: 1, fold: 2, jobs: 2)

    var shared = [Int: [UInt64]]()
    _ = NestedSearch(settings: settings, candidates: candidates).score(
      data, analysis: analysis, assessment: rows, context: context
    ) { shared[$0] = $1 }

    for (index, limits) in candidates.enumerated() {
      let forest = RandomForest(settings: settings, limits: limits).fitted(to: data, rows: analysis, context: context)
      let matrix = BinnedMatrix(data.features, rows: rows, bins: forest.bins, jobs: 1)
      #expect(shared[index] == forest.sums(matrix, jobs: 1), "seed \(seed), \(settings), \(limits)")
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func threadsChangeNothing(jobs: Int) throws {
    let data = randomDataset(seed: 4)
    let rows = Array(0..<data.rows)
    let candidates = [3, 70, 130].map { count in
      var limits = ForestLimits()
      limits.nEstimators = count
      return limits
    }
    func sums(jobs: Int) throws -> [[UInt64]] {
      var all: [[UInt64]] = []
      _ = NestedSearch(settings: ForestSettings(), candidates: candidates).score(
        data, analysis: rows, assessment: rows, context: FitContext(seed: 1, repeat: 0, fold: 0, jobs: jobs)
      ) { all.append($1) }
      return all
    }
    #expect(try sums(jobs: jobs) == sums(jobs: 1))
  }
}

func randomSettings(_ source: inout RandomSource) -> ForestSettings {
  var settings = ForestSettings()
  settings.minSamplesLeaf = [1, 1, 2, 5][source.index(below: 4)]
  settings.maxFeatures = [.sqrt, .log2, .all, .count(2), .share(0.7)][source.index(below: 5)]
  settings.criterion = [.gini, .entropy][source.index(below: 2)]
  settings.bootstrap = source.index(below: 4) > 0
  if settings.bootstrap { settings.maxSamples = [.all, .count(7), .share(0.5)][source.index(below: 3)] }
  settings.classWeight = ForestSettings.ClassWeight.allCases[source.index(below: 3)]
  settings.maxBins = [255, 255, 8, 2][source.index(below: 4)]
  return settings
}

func randomLimits(_ source: inout RandomSource) -> ForestLimits {
  var limits = ForestLimits()
  limits.nEstimators = 1 + source.index(below: 6)
  limits.tree.maxDepth = [nil, 1, 2, 3, 6][source.index(below: 5)]
  limits.tree.minSamplesSplit = [2, 2, 5, 20][source.index(below: 4)]
  limits.tree.minImpurityDecrease = [0, 0, 0.002, 0.02][source.index(below: 4)]
  limits.tree.maxLeafNodes = [nil, nil, 2, 3, 7, 20][source.index(below: 6)]
  limits.tree.ccpAlpha = [0, 0, 0.001, 0.01, 0.2][source.index(below: 5)]
  return limits
}
