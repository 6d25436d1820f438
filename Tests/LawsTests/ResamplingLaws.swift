import ChurnML
import TestSupport
import Testing

/// A scheme with what it promises beyond the laws.
struct SchemeSubject: CustomTestStringConvertible, Sendable {
  let scheme: any ResamplingScheme
  let label: String
  var testDescription: String { label }
  /// Every repeat assesses every row once, and analyses all others.
  var isPartition = false
  /// Another seed gives other splits.
  var isRandom = true
  var usesGroups = false
  /// Every draw of rows is distinct.
  var drawsOnce = true
  /// All rows stand on both sides.
  var isOutOfBag = false

  static let all = [
    SchemeSubject(scheme: StratifiedKFold(folds: 4, repeats: 3), label: "stratified_kfold", isPartition: true),
    SchemeSubject(scheme: StratifiedKFold(folds: 2), label: "stratified_kfold of two", isPartition: true),
    SchemeSubject(scheme: GroupKFold(folds: 3, repeats: 2), label: "grouped", isPartition: true, usesGroups: true),
    SchemeSubject(
      scheme: StratifiedGroupKFold(folds: 3, repeats: 2), label: "stratified_grouped", isPartition: true,
      usesGroups: true),
    SchemeSubject(scheme: TimeSeriesSplit(folds: 3, gap: 30), label: "time", isRandom: false),
    SchemeSubject(scheme: TimeSeriesSplit(folds: 2, gap: 0), label: "time without a gap", isRandom: false),
    SchemeSubject(scheme: Holdout(testSize: .share(0.3)), label: "holdout"),
    SchemeSubject(scheme: Holdout(testSize: .rows(60)), label: "holdout of groups", usesGroups: true),
    SchemeSubject(scheme: Bootstrap(resamples: 4), label: "bootstrap", drawsOnce: false),
    SchemeSubject(scheme: Bootstrap(resamples: 4), label: "bootstrap of groups", usesGroups: true, drawsOnce: false),
    SchemeSubject(scheme: predefined, label: "predefined", isPartition: true, isRandom: false),
    SchemeSubject(scheme: OutOfBagRows(), label: "oob", isRandom: false, isOutOfBag: true),
  ]

  private static var predefined: any ResamplingScheme {
    guard let folds = try? PredefinedFolds(cells: (0..<population(0).labels.count).map { "f\($0 % 3)" }, at: "fold")
    else { return OutOfBagRows() }
    return folds
  }

  /// Between 240 and 400 rows of which some do not take part; groups of up to nine rows, some of one class.
  static func population(_ seed: UInt64) -> Population {
    var source = RandomSource(seed, 0x2E5A)
    let count = 400
    let labels = (0..<count).map { _ in UInt8(source.unit() < 0.3 ? 1 : 0) }
    var groups: [Int] = []
    while groups.count < count {
      let group = source.index(below: 1_000_000)
      groups += [Int](repeating: group, count: 1 + source.index(below: 9))
    }
    groups = Array(groups.prefix(count))
    source.shuffle(&groups)
    let times = (0..<count).map { _ in Double(source.index(below: 200)) }
    let rows = (0..<count).filter { _ in seed == 0 || source.unit() < 0.8 }
    return Population(rows: rows, labels: labels, groups: groups, times: times)
  }

  func population(_ seed: UInt64) -> Population {
    let whole = Self.population(seed)
    guard !usesGroups else { return whole }
    return Population(rows: whole.rows, labels: whole.labels, times: whole.times)
  }

  func splits(_ seed: UInt64) throws -> [Split] { try scheme.splits(of: population(seed), seed: seed) }
}

/// What every resampling scheme must keep.
@Suite struct ResamplingLaws {
  private static let seeds = 0..<20 as Range<UInt64>

  @Test(arguments: SchemeSubject.all) func sidesAreStrangers(subject: SchemeSubject) throws {
    for seed in Self.seeds where !subject.isOutOfBag {
      for split in try subject.splits(seed) {
        #expect(Set(split.analysis).isDisjoint(with: split.assessment), "seed \(seed)")
      }
    }
  }

  @Test(arguments: SchemeSubject.all) func rowsAreThePopulations(subject: SchemeSubject) throws {
    for seed in Self.seeds {
      let rows = Set(subject.population(seed).rows)
      for split in try subject.splits(seed) {
        #expect(rows.isSuperset(of: split.analysis) && rows.isSuperset(of: split.assessment))
        #expect(zip(split.assessment, split.assessment.dropFirst()).allSatisfy(<))
        #expect(
          zip(split.analysis, split.analysis.dropFirst()).allSatisfy(subject.drawsOnce ? { $0 < $1 } : { $0 <= $1 }))
      }
    }
  }

  @Test(arguments: SchemeSubject.all) func bothSidesHaveBothClasses(subject: SchemeSubject) throws {
    for seed in Self.seeds {
      let labels = subject.population(seed).labels
      for split in try subject.splits(seed) {
        #expect(Set(split.analysis.map { labels[$0] }).count == 2)
        #expect(Set(split.assessment.map { labels[$0] }).count == 2)
      }
    }
  }

  @Test(arguments: SchemeSubject.all) func theSeedDecides(subject: SchemeSubject) throws {
    for seed in Self.seeds {
      let population = subject.population(seed)
      let splits = try subject.scheme.splits(of: population, seed: seed)
      #expect(try subject.scheme.splits(of: population, seed: seed) == splits)
      #expect(try (subject.scheme.splits(of: population, seed: seed + 1) != splits) == subject.isRandom)
    }
  }

  @Test(arguments: SchemeSubject.all) func repeatsAndFoldsAreCounted(subject: SchemeSubject) throws {
    let places = try subject.splits(3).map { [$0.repeat, $0.fold] }
    #expect(places.first == [0, 0])
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test(arguments: SchemeSubject.all.filter(\.isPartition)) func everyRowIsAssessedOnceARepeat(
    subject: SchemeSubject
  ) throws {
    for seed in Self.seeds {
      let rows = subject.population(seed).rows
      for (_, splits) in Dictionary(grouping: try subject.splits(seed), by: \.repeat) {
        #expect(splits.flatMap(\.assessment).sorted() == rows)
        for split in splits { #expect((split.analysis + split.assessment).sorted() == rows) }
      }
    }
  }

  @Test(arguments: SchemeSubject.all.filter(\.usesGroups)) func groupsStayWhole(subject: SchemeSubject) throws {
    for seed in Self.seeds {
      let groups = subject.population(seed).groups
      for split in try subject.splits(seed) {
        #expect(Set(split.analysis.map { groups[$0] }).isDisjoint(with: split.assessment.map { groups[$0] }))
      }
    }
  }

  /// What no scheme may look at: the labels of rows that do not take part.
  @Test(arguments: SchemeSubject.all) func otherRowsDoNotMatter(subject: SchemeSubject) throws {
    for seed in Self.seeds {
      let population = subject.population(seed)
      let inside = Set(population.rows)
      let changed = Population(
        rows: population.rows, labels: population.labels.enumerated().map { inside.contains($0) ? $1 : 1 - $1 },
        groups: population.groups, times: population.times.enumerated().map { inside.contains($0) ? $1 : -1000 })
      #expect(try subject.scheme.splits(of: changed, seed: seed) == subject.scheme.splits(of: population, seed: seed))
    }
  }

  @Test func everySchemeOfTheCatalogueIsHere() {
    let names = Set(SchemeSubject.all.map { type(of: $0.scheme).name })
    #expect(names == Set(ResamplingCatalogue.all.map { $0.name }))
    #expect(names.count == ResamplingCatalogue.all.count)
  }
}
