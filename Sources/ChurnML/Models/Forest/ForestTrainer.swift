/// The analysis rows of one fit, binned, with what keys and weighs its trees. Tree `t` depends on nothing but this and `t`.
struct ForestTrainer: Sendable {
  let bins: [FeatureBins]
  private let matrix: BinnedMatrix
  private let labels: [UInt8]
  private let settings: ForestSettings
  private let limits: TreeLimits
  private let key: UInt64
  private let spaces = GrowingSpaces()

  /// - Parameters:
  ///   - rows: the analysis rows.
  ///   - limits: where trees stop growing.
  init(
    _ data: Dataset, rows: [Int], settings: ForestSettings, limits: TreeLimits,
    context: FitContext
  ) {
    bins = FeatureBins.fitted(to: data.features, rows: rows, maxBins: settings.maxBins, jobs: context.jobs)
    matrix = BinnedMatrix(data.features, rows: rows, bins: bins, jobs: context.jobs)
    labels = rows.map { data.labels[$0] }
    self.settings = settings
    self.limits = limits
    key = [UInt64(context.repeat), UInt64(bitPattern: Int64(context.fold))].reduce(
      RandomSource.key(0xF0_2357, context.seed), RandomSource.key)
  }

  /// How often each analysis row is in the bag of tree `index`; once without bootstrap.
  ///
  /// Bytes, so that those of many rows are near: of n draws among n rows 256 fall on one with a chance below 1 / 255! (some 10^-500).
  func multiplicity(tree index: Int) -> [UInt8] {
    guard settings.bootstrap else { return [UInt8](repeating: 1, count: labels.count) }
    let rows = labels.count
    var source = RandomSource(key, UInt64(index), 1)
    var multiplicity = [UInt8](repeating: 0, count: rows)
    // A span, since an array would be asked at every draw whether it is shared.
    var counts = multiplicity.mutableSpan
    for _ in 0..<settings.maxSamples.count(of: rows) { counts[source.index(below: rows)] += 1 }
    return multiplicity
  }

  /// The analysis rows that are not in the bag of tree `index`, by their place.
  func outOfBag(tree index: Int) -> [UInt32] {
    let multiplicity = multiplicity(tree: index)
    return multiplicity.indices.filter { multiplicity[$0] == 0 }.map { UInt32($0) }
  }

  /// The key of the tree's root, from which those of its nodes are chained.
  func key(tree index: Int) -> UInt64 { RandomSource.key(RandomSource.key(key, UInt64(index)), 2) }

  func grow(tree index: Int) -> GrownTree {
    let multiplicity = multiplicity(tree: index)
    let draws = settings.bootstrap ? settings.maxSamples.count(of: labels.count) : labels.count
    let cells = bins.map(\.cells)
    return spaces.with { space in
      matrix.codes.withView { codes in
        if draws < 1 << UInt64.fieldBits {
          return grow(
            index, NodeSamples<UInt64>(codes, cells: cells, labels: labels, multiplicity: multiplicity, in: space),
            space)
        }
        return grow(
          index, NodeSamples<UInt128>(codes, cells: cells, labels: labels, multiplicity: multiplicity, in: space), space
        )
      }
    }
  }

  private func grow<Word>(_ index: Int, _ samples: NodeSamples<Word>, _ space: GrowingSpace) -> GrownTree {
    switch settings.criterion {
    case .gini: return grow(index, samples, Gini.self, space)
    case .entropy: return grow(index, samples, Entropy.self, space)
    }
  }

  private func grow<Word, Criterion: Impurity>(
    _ index: Int, _ samples: NodeSamples<Word>, _: Criterion.Type, _ space: GrowingSpace
  ) -> GrownTree {
    let weights = classWeights(of: samples.total)
    var grower = TreeGrower<Word, Criterion>(
      samples, bins: bins, settings: settings, limits: limits, weights: weights, in: space)
    return grower.grow(key: key(tree: index))
  }

  /// scikit-learn's balanced weights: rows / (2 * rows of the class); 1 for a class without rows.
  private func classWeights<Word: CountWord>(of bag: Word) -> (positive: Double, negative: Double) {
    func balanced(_ positives: Int, _ all: Int) -> (positive: Double, negative: Double) {
      func weight(_ rows: Int) -> Double { rows == 0 ? 1 : Double(all) / Double(2 * rows) }
      return (weight(positives), weight(all - positives))
    }
    switch settings.classWeight {
    case .none: return (1, 1)
    case .balanced: return balanced(labels.reduce(0) { $0 + Int($1) }, labels.count)
    case .balancedSubsample: return balanced(bag.positives, bag.weight)
    }
  }
}
