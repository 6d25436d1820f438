internal import Foundation

/// Boosts one model round by round. Round `r` depends on the data, the settings, the key and the rounds before it
/// only, so a model of fewer rounds is a prefix.
struct BoostingTrainer {
  private let bins: [FeatureBins]
  private let samples: BoostingSamples
  private let settings: BoostingSettings
  private let start: Double
  private let key: UInt64
  /// Rows that trees are grown on, and rows held out to stop early.
  private let training: [UInt32]
  private let validation: [UInt32]

  /// - Parameters:
  ///   - rows: the analysis rows; they hold both classes.
  init(_ data: Dataset, rows: [Int], settings: BoostingSettings, context: FitContext) {
    let own = rows.map { data.labels[$0] }
    let bins = FeatureBins.fitted(to: data.features, rows: rows, maxBins: settings.maxBins, jobs: context.jobs)
    let codes = concurrentMap(count: bins.count, jobs: context.jobs) {
      bins[$0].codes(of: data.features[$0], rows: rows[...])
    }
    let key = [context.seed, UInt64(context.repeat), UInt64(bitPattern: Int64(context.fold))].reduce(
      0xB0_0571, RandomSource.key)
    (training, validation) = Self.divide(own, settings, key: key)
    let positives = Double(training.count(where: { own[Int($0)] == 1 }))
    let start = log(positives / (Double(training.count) - positives))
    self.bins = bins
    self.settings = settings
    self.start = start
    self.key = key
    samples = BoostingSamples(
      BundledMatrix(codes, rows: rows.count, jobs: context.jobs), labels: own, start: start, jobs: context.jobs)
  }

  /// Without early stopping all rows train; with it a share of each class is held out, at most all but one row.
  private static func divide(
    _ labels: [UInt8], _ settings: BoostingSettings, key: UInt64
  ) -> (training: [UInt32], validation: [UInt32]) {
    guard settings.earlyStopping else { return (Array(0..<UInt32(labels.count)), []) }
    var held: [UInt32] = []
    for label in [0, 1] as [UInt8] {
      var source = RandomSource(key, 1, UInt64(label))
      var rows = (0..<UInt32(labels.count)).filter { labels[Int($0)] == label }
      source.shuffle(&rows)
      held += rows.prefix(min(rows.count - 1, Int((settings.validationFraction * Double(rows.count)).rounded())))
    }
    let isHeld = Set(held)
    return ((0..<UInt32(labels.count)).filter { !isHeld.contains($0) }, held.sorted())
  }

  /// At most `rounds` rounds; fewer when stopped early, which too few rows to hold any out never are.
  func boost(rounds: Int) -> [BoostedTree] {
    let splitter = BoostingSplitter(
      matrix: samples.matrix, bins: bins, fixed: samples.fixed, minSamplesLeaf: settings.minSamplesLeaf,
      l2: settings.l2Regularization)
    var trees: [BoostedTree] = []
    var watch = Watch(settings)
    for round in 0..<rounds {
      let bag = bag(round: round)
      samples.takeGradients()
      samples.arrange(bag: bag.rows, outside: bag.outside)
      let grower = BoostedTreeGrower(samples, splitter: splitter, settings: settings)
      let key = RandomSource.key(RandomSource.key(key, 2), UInt64(round))
      trees.append(grower.grow(bag: bag.rows.count, rows: samples.matrix.rows, key: key))
      if !validation.isEmpty, watch.stops(after: samples.logLoss(validation)) { break }
    }
    return trees
  }

  private func bag(round: Int) -> (rows: [UInt32], outside: [UInt32]) {
    guard settings.subsample < 1 else { return (training, validation) }
    var source = RandomSource(key, 3, UInt64(round))
    var left = max(1, Int(settings.subsample * Double(training.count)))
    var rows: [UInt32] = []
    var outside = validation
    // Each row is drawn with the probability that fills the bag (Knuth: The Art of Computer Programming, 3.4.2 S).
    for (index, row) in training.enumerated() {
      if source.index(below: training.count - index) < left {
        rows.append(row)
        left -= 1
      } else {
        outside.append(row)
      }
    }
    return (rows, outside.sorted())
  }

  func model(_ trees: ArraySlice<BoostedTree>, notes: [String]) -> BoostedModel {
    BoostedModel(bins: bins, start: start, trees: Array(trees), notes: notes)
  }

  func poolingNotes(of columns: [Column]) -> [String] { FeatureBins.poolingNotes(bins, of: columns) }

  /// Stops when the held-out log loss has not fallen by the tolerance for a number of rounds.
  private struct Watch {
    private let settings: BoostingSettings
    private var best = Double.infinity
    private var waited = 0

    init(_ settings: BoostingSettings) { self.settings = settings }

    mutating func stops(after loss: Double) -> Bool {
      if loss < best - settings.tolerance {
        best = loss
        waited = 0
      } else {
        waited += 1
      }
      return waited >= settings.roundsWithoutChange
    }
  }
}
