import TestSupport
import Testing

@testable import ChurnML

@Suite struct ImportanceTests {
  /// A signal, and a column that was shuffled.
  private static func data(seed: UInt64, rows: Int = 400, twin: Bool = false) -> Dataset {
    var source = RandomSource(seed, 0x1A)
    let signal = (0..<rows).map { _ in source.unit() }
    let labels = signal.map { UInt8(source.unit() < 0.15 + 0.7 * $0 ? 1 : 0) }
    var noise = signal
    source.shuffle(&noise)
    let other = (0..<rows).map { _ in Int32(source.index(below: 3)) }
    var features = [
      Column(name: "signal", values: .numeric(signal)), Column(name: "shuffled", values: .numeric(noise)),
      Column(name: "other", values: .categorical(codes: other, categories: ["a", "b", "c"])),
    ]
    if twin { features.append(Column(name: "twin", values: .numeric(signal.map { 2 * $0 + 1 }))) }
    return Dataset(
      features: features, labels: labels, target: Target(column: "y", positive: "1"), digest: "seed \(seed)")
  }

  private static func study(_ data: Dataset, seed: UInt64, groups: [[Int]] = []) throws -> ImportanceStudy {
    var settings = ImportanceStudy.Settings()
    settings.seed = seed
    settings.dropped = 2
    let splits = try StratifiedKFold(folds: 5, repeats: 1).splits(of: Population(labels: data.labels), seed: seed)
    let learner = try RandomForest(["n_estimators": .integer(15), "max_depth": .integer(4)])
    return try ImportanceStudy(data, splits: splits, groups: groups, metric: ROCAUC(), settings: settings, jobs: 2) {
      try learner.fit($0, rows: $1.analysis, context: FitContext(seed: seed, repeat: 0, fold: $1.fold, jobs: 2))
    }
  }

  /// At 95 % each; of 20 at most 4 outside, which chance alone exceeds once in 400 times.
  @Test func aShuffledColumnIsWithinItsNullAndASignalIsNot() throws {
    var within = 0
    for seed in 0..<20 as Range<UInt64> {
      let study = try Self.study(Self.data(seed: seed), seed: seed)
      let range = try #require(study.columns[1].nullRange)
      let mean = study.columns[1].importance.mean
      within += mean >= range.low && mean <= range.high ? 1 : 0
      let signal = try #require(study.columns[0].nullRange)
      #expect(study.columns[0].importance.mean > signal.high, "seed \(seed)")
      #expect(study.dropped[0].columns == [0])
      #expect(study.dropped[0].importance.mean > 0.05)
    }
    #expect(within >= 16)
  }

  /// Each twin hides behind the other; together they matter as much as the one did alone, and what is lost without one is nothing.
  @Test func twinsShareTheImportanceOfTheirGroup() throws {
    var (alone, each, together, without) = (0.0, 0.0, 0.0, 0.0)
    for seed in 0..<4 as Range<UInt64> {
      alone += try Self.study(Self.data(seed: seed), seed: seed).columns[0].importance.mean
      let data = Self.data(seed: seed, twin: true)
      let groups = ColumnGroups.find(data.features, labels: data.labels, jobs: 1)
      #expect(groups == [[0, 3]])
      let study = try Self.study(data, seed: seed, groups: groups)
      each += max(study.columns[0].importance.mean, study.columns[3].importance.mean)
      together += study.groups[0].importance.mean
      without += study.dropped[0].importance.mean
    }
    #expect(each < 0.75 * together)
    #expect(abs(together - alone) < 0.2 * alone)
    #expect(abs(without) < 0.25 * alone)
  }

  /// By hand: one fold's worsening is the mean over shuffles of the loss of the metric.
  @Test func intervalsKnowThatFoldsShareRows() throws {
    let estimate = FoldEstimate(folds: [1, 2, 3, 4, 5], testShare: 0.25)
    #expect(estimate.mean == 3)
    // Variance 2.5, (1/5 + 1/4) of it; t of 4 degrees of freedom at 97.5 % is 2.7764451052.
    let half = 2.7764451052 * (0.45 * 2.5).squareRoot()
    let interval = try estimate.interval()
    #expect(abs(interval.low - (3 - half)) < 1e-8 && abs(interval.high - (3 + half)) < 1e-8)
    #expect(throws: Undefined.self) { try FoldEstimate(folds: [1], testShare: 0.25).interval() }
  }

  @Test func aModelThatAgreesWithItselfIsStable() throws {
    let reasons = Attributions(space: .probability, base: 0.2, columns: 3, values: [0.1, -0.3, 0, 0.2, 0.1, 0])
    let other = Attributions(space: .probability, base: 0.2, columns: 3, values: [0.5, -0.3, 0, 0.2, 0.1, -0.4])
    let stability = ReasonStability(of: reasons, refits: [reasons, other, reasons])
    #expect(stability.rows[0].top == 1)
    #expect(stability.rows[0].topCounts == [1, 2, 0])
    #expect(stability.rows[1].kept == 2)
    // Of 0.1, 0.5, 0.1.
    #expect(abs(stability.rows[0].means[0] - 0.7 / 3) < 1e-12)
    #expect(abs(stability.rows[0].deviations[0] - (0.16 / 3).squareRoot()) < 1e-12)
    #expect(stability.meanAbsolute[1] == [0.35, 0.2, 0.2])
  }

  /// What is a tree of depth 2 is said in full by one of depth 3.
  @Test func aSurrogateSaysASmallTreeInFull() throws {
    var source = RandomSource(4)
    let numbers = (0..<600).map { _ in source.index(below: 20) == 0 ? Double.nan : Double(source.index(below: 30)) }
    let codes = (0..<600).map { _ in Int32(source.index(below: 4)) }
    let features = [
      Column(name: "n", values: .numeric(numbers)),
      Column(name: "k", values: .categorical(codes: codes, categories: ["a", "b", "c", "d"])),
    ]
    let predictions = (0..<600).map { row -> Double in
      if codes[row] == 1 || codes[row] == 3 { return 0.8 }
      return numbers[row].isNaN || numbers[row] <= 12 ? 0.1 : 0.4
    }
    let tree = SurrogateTree(features, rows: Array(0..<600), predictions: predictions, jobs: 2)
    #expect(abs((tree.fidelity.value ?? 0) - 1) < 1e-9)
    for row in 0..<600 { #expect(abs(tree.root.mean(features, row: row) - predictions[row]) < 1e-9) }
    guard case .split(.isAmong(1, let among, false), let share, _, _, _) = tree.root else {
      Issue.record("the first split is of k")
      return
    }
    #expect(Set(among) == [0, 2] || Set(among) == [1, 3])
    #expect(share == 1)
  }
}
