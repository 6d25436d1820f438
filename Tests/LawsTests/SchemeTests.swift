import ChurnML
import TestSupport
import Testing

/// What single schemes promise.
@Suite struct SchemeTests {
  @Test func stratifiedFoldsHaveTheSharesOfTheWhole() throws {
    for seed in 0..<20 as Range<UInt64> {
      let population = SchemeSubject.population(seed)
      let positives = population.rows.count { population.labels[$0] == 1 }
      for split in try StratifiedKFold(folds: 7).splits(of: population, seed: seed) {
        let own = split.assessment.count { population.labels[$0] == 1 }
        #expect(abs(Double(own) - Double(positives) / 7) < 1)
        #expect(abs(Double(split.assessment.count) - Double(population.rows.count) / 7) < 1)
      }
    }
  }

  /// The largest group is alone in its fold when the others together are no larger.
  @Test func groupsAreDealtByHand() throws {
    let groups = [5, 5, 5, 5, 1, 2, 1, 3]
    let population = Population(labels: [0, 1, 0, 1, 0, 1, 1, 0], groups: groups)
    let splits = try GroupKFold(folds: 2).splits(of: population, seed: 4)
    #expect(splits.map(\.assessment) == [[0, 1, 2, 3], [4, 5, 6, 7]])
  }

  /// Four groups of two rows: two of churners, two of stayers. Only pairs of unlike groups give folds with the share of the whole.
  @Test func stratifiedGroupsAreDealtByHand() throws {
    let population = Population(labels: [1, 1, 0, 0, 1, 1, 0, 0], groups: [1, 1, 2, 2, 3, 3, 4, 4])
    for seed in 0..<20 as Range<UInt64> {
      for split in try StratifiedGroupKFold(folds: 2).splits(of: population, seed: seed) {
        #expect(split.assessment.count { population.labels[$0] == 1 } == 2)
        #expect(split.assessment.count == 4)
      }
    }
  }

  /// Stratifying must pay: over many populations the folds' churn rates vary less than without it.
  @Test func stratifiedGroupsAreMoreEvenThanGroups() throws {
    func unevenness(_ scheme: any ResamplingScheme) throws -> Double {
      try (0..<40 as Range<UInt64>).reduce(0.0) { sum, seed in
        let population = SchemeSubject.population(seed)
        let splits = try scheme.splits(of: population, seed: seed)
        let rates = splits.map { split in
          Double(split.assessment.count { population.labels[$0] == 1 }) / Double(split.assessment.count)
        }
        return sum + (Spread(rates)?.std ?? 0)
      }
    }
    #expect(try unevenness(StratifiedGroupKFold(folds: 4)) < 0.5 * unevenness(GroupKFold(folds: 4)))
  }

  @Test func assessedRowsComeAGapAfterTheAnalysed() throws {
    for seed in 0..<20 as Range<UInt64> {
      let population = SchemeSubject.population(seed)
      let splits = try TimeSeriesSplit(folds: 4, gap: 25).splits(of: population, seed: seed)
      for (index, split) in splits.enumerated() {
        let begins = split.assessment.map { population.times[$0] }.min() ?? 0
        let ends = split.assessment.map { population.times[$0] }.max() ?? 0
        #expect(split.analysis.allSatisfy { population.times[$0] + 25 <= begins })
        // All that may be learned from is.
        #expect(split.analysis.count == population.rows.count { population.times[$0] + 25 <= begins })
        if index + 1 < splits.count {
          #expect(splits[index + 1].assessment.allSatisfy { population.times[$0] > ends })
        }
      }
      let first = splits[0].assessment.map { population.times[$0] }.min() ?? 0
      #expect(
        splits.flatMap(\.assessment).sorted() == population.rows.filter { population.times[$0] >= first },
        "no row after the first assessed one is left out")
    }
  }

  /// Twelve months of ten rows: scikit-learn's TimeSeriesSplit(n_splits=3) assesses months 3 to 5, 6 to 8, 9 to 11.
  @Test func monthsAreCutEvenly() throws {
    let times = (0..<120).map { Double($0 / 10) }
    let population = Population(labels: (0..<120).map { $0 % 3 == 0 ? 1 : 0 }, times: times)
    let splits = try TimeSeriesSplit(folds: 3, gap: 0).splits(of: population, seed: 0)
    #expect(splits.map { Set($0.assessment.map { times[$0] }).sorted() } == [[3, 4, 5], [6, 7, 8], [9, 10, 11]])
    let apart = try TimeSeriesSplit(folds: 3, gap: 2).splits(of: population, seed: 0)
    #expect(apart.map { Set($0.assessment.map { times[$0] }).sorted() } == [[4, 5, 6], [7, 8], [9, 10, 11]])
    #expect(apart.map { $0.analysis.map { times[$0] }.max() } == [2, 5, 7])
  }

  @Test func holdoutHasItsSize() throws {
    let population = SchemeSubject.population(5)
    let split = try Holdout(testSize: .share(0.25)).splits(of: Population(labels: population.labels), seed: 1)[0]
    #expect(split.assessment.count == 100)
    let positives = population.labels.count { $0 == 1 }
    #expect(abs(Double(split.assessment.count { population.labels[$0] == 1 }) - Double(positives) / 4) <= 0.5)
    let rows = try Holdout(testSize: .rows(37)).splits(of: Population(labels: population.labels), seed: 1)[0]
    #expect(rows.assessment.count == 37 && rows.analysis.count == 363)
  }

  /// As many rows are drawn of each class as there are, and e^-1 of them are left.
  @Test func bootstrapDrawsAsManyAsThereAre() throws {
    let labels = (0..<2000).map { UInt8($0 % 4 == 0 ? 1 : 0) }
    let splits = try Bootstrap(resamples: 20).splits(of: Population(labels: labels), seed: 9)
    for split in splits {
      #expect(split.analysis.count == 2000)
      #expect(split.analysis.count { labels[$0] == 1 } == 500)
      #expect(Set(split.analysis).count + split.assessment.count == 2000)
      #expect(abs(Double(split.assessment.count) / 2000 - 0.3679) < 0.05)
    }
    #expect(Set(splits.map(\.assessment)).count == 20)
  }

  @Test func impossibleDivisionsAreRefused() {
    let labels: [UInt8] = [1, 1, 1, 0, 0, 0, 0, 0]
    let cases: [(any ResamplingScheme, Population, String)] = [
      (StratifiedKFold(folds: 4), Population(labels: labels), "the smaller class has 3"),
      (GroupKFold(folds: 4), Population(labels: labels, groups: [1, 1, 1, 2, 2, 2, 3, 3]), "there are 3"),
      (GroupKFold(folds: 3), Population(labels: labels, groups: [1, 1, 1, 2, 2, 2, 3, 3]), "of one class"),
      (StratifiedGroupKFold(folds: 2), Population(labels: labels, groups: [1, 1, 1, 2, 2, 2, 3, 3]), "of one class"),
      (TimeSeriesSplit(folds: 5, gap: 0), Population(labels: labels, times: [1, 1, 1, 2, 2, 2, 3, 3]), "there are 2"),
      (TimeSeriesSplit(folds: 2, gap: 9), Population(labels: labels, times: [1, 1, 1, 2, 2, 2, 3, 3]), "there are 0"),
      (TimeSeriesSplit(folds: 2, gap: 0), Population(labels: labels, times: [1, 1, 1, 2, 2, 2, 3, 3]), "of one class"),
      (Holdout(testSize: .rows(8)), Population(labels: labels), "is empty"),
      (Bootstrap(resamples: 3), Population(labels: [1, 0]), "is empty"),
    ]
    for (scheme, population, words) in cases {
      let error = #expect(throws: InputError.self) { _ = try scheme.splits(of: population, seed: 1) }
      #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
    }
  }
}
