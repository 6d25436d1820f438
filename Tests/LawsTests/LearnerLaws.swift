import ChurnML
import TestSupport
import Testing

/// A learner of the catalogue, at its defaults, made light enough for many small fits.
struct Subject: CustomTestStringConvertible, Sendable {
  let type: any Learner.Type
  var testDescription: String { type.name }

  static let all = LearnerCatalogue.all.map(Subject.init)

  func learner(_ values: [String: HyperparameterValue] = [:]) throws -> any Learner {
    let light = ["n_estimators": HyperparameterValue.integer(8)].filter { type.defaults[$0.key] != nil }
    return try type.init(type.defaults.merging(light) { $1 }.merging(values) { $1 })
  }
}

private func context(seed: UInt64 = 7, jobs: Int = 1) -> FitContext {
  FitContext(seed: seed, repeat: 0, fold: 1, jobs: jobs)
}

/// Both classes, and every third row held out where there are enough.
private func analysisRows(_ data: Dataset) -> [Int] {
  (0..<data.rows).filter { $0 < 2 || $0 % 3 != 0 }
}

/// Whether a fitted model changes when held-out rows have other values and the other label.
func heldOutRowsMatter(to learner: any Learner, _ data: Dataset) throws -> Bool {
  let analysis = analysisRows(data)
  let inside = Set(analysis)
  let flipped = data.labels.enumerated().map { inside.contains($0) ? $1 : 1 - $1 }
  let changed = Dataset(
    features: data.features.map { $0.scramblingRows { !inside.contains($0) } }, labels: flipped,
    target: data.target, digest: data.digest)
  let model = try learner.fit(data, rows: analysis, context: context())
  let other = try learner.fit(changed, rows: analysis, context: context())
  let rows = Array(0..<data.rows)
  return model.predictProbability(data.features, rows: rows, jobs: 1)
    != other.predictProbability(data.features, rows: rows, jobs: 1)
}

/// What every learner must keep, the trivial one included.
@Suite struct LearnerLaws {
  @Test(arguments: Subject.all) func probabilitiesAreProbabilities(subject: Subject) throws {
    for seed in 0..<60 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let model = try subject.learner().fit(data, rows: analysisRows(data), context: context())
      let probabilities = model.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 1)
      #expect(probabilities.count == data.rows)
      #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "seed \(seed)")
    }
  }

  @Test(arguments: Subject.all) func theSameSeedGivesTheSameBitsForAnyJobs(subject: Subject) throws {
    for seed in 100..<120 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let rows = Array(0..<data.rows)
      let predictions = try [1, 1, 2, 3, 5].map { jobs in
        try subject.learner().fit(data, rows: analysisRows(data), context: context(jobs: jobs))
          .predictProbability(data.features, rows: rows, jobs: jobs)
      }
      #expect(predictions.allSatisfy { $0 == predictions[0] }, "seed \(seed)")
    }
  }

  /// Enough rows for work to be divided among threads.
  @Test(arguments: Subject.all) func manyRowsGiveTheSameBitsForAnyJobs(subject: Subject) throws {
    let small = randomDataset(seed: 120)
    let rows = (0..<20_000).map { ($0 * 7919) % small.rows }
    let data = Dataset(
      features: small.features.map { $0.selecting(rows) }, labels: rows.map { small.labels[$0] }, target: small.target,
      digest: "")
    let predictions = try [1, 2, 3, 5].map { jobs in
      try subject.learner().fit(data, rows: analysisRows(data), context: context(jobs: jobs))
        .predictProbability(data.features, rows: Array(0..<data.rows), jobs: jobs)
    }
    #expect(predictions.allSatisfy { $0 == predictions[0] })
  }

  @Test(arguments: Subject.all) func heldOutRowsHaveNoInfluence(subject: Subject) throws {
    for seed in 200..<230 as Range<UInt64> {
      #expect(try !heldOutRowsMatter(to: subject.learner(), randomDataset(seed: seed)), "seed \(seed)")
    }
  }

  @Test(arguments: Subject.all) func aRowIsScoredByItself(subject: Subject) throws {
    let data = randomDataset(seed: 311)
    let model = try subject.learner().fit(data, rows: analysisRows(data), context: context())
    let all = model.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 2)
    for row in 0..<data.rows {
      #expect(model.predictProbability(data.features, rows: [row], jobs: 1) == [all[row]])
    }
    #expect(model.predictProbability(data.features, rows: [], jobs: 1).isEmpty)
  }

  @Test(arguments: Subject.all) func missingAndUnseenCellsAreScored(subject: Subject) throws {
    for seed in 400..<430 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let model = try subject.learner().fit(data, rows: analysisRows(data), context: context())
      let odd = data.features.map { column -> Column in
        switch column.values {
        case .numeric: Column(name: column.name, values: .numeric([.nan, 1e300, -1e300]))
        case .categorical(_, let categories):
          Column(
            name: column.name,
            values: .categorical(codes: [Column.missing, Column.unseen, 0], categories: categories))
        }
      }
      let probabilities = model.predictProbability(odd, rows: [0, 1, 2], jobs: 1)
      #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "seed \(seed)")
    }
  }

  @Test(arguments: Subject.all) func oneClassIsLearned(subject: Subject) throws {
    let data = randomDataset(seed: 511)
    for label in [0, 1] as [UInt8] {
      let rows = (0..<data.rows).filter { data.labels[$0] == label }
      let model = try subject.learner().fit(data, rows: rows, context: context())
      let probabilities = model.predictProbability(data.features, rows: rows, jobs: 1)
      #expect(probabilities.allSatisfy { abs($0 - Double(label)) < 0.5 })
    }
  }

  @Test(arguments: Subject.all) func namesAndDefaultsAreSound(subject: Subject) throws {
    let type = subject.type
    let names = type.hyperparameters.map(\.name)
    #expect(Set(names).count == names.count)
    for hyperparameter in type.hyperparameters {
      #expect(hyperparameter.accepts(hyperparameter.defaultValue), "\(hyperparameter.name)")
      #expect(!hyperparameter.accepts(.list([.boolean(true)])))
    }
    #expect(type.pathHyperparameters.isSubset(of: names))
    #expect(LearnerCatalogue.all.count { $0.name == type.name } == 1)
  }

  @Test(arguments: Subject.all) func aPathEqualsSeparateFits(subject: Subject) throws {
    let path: [[String: HyperparameterValue]] = [
      ["C": .number(10), "n_estimators": .integer(3)], ["C": .number(0.01), "n_estimators": .integer(9)],
      ["C": .number(1), "n_estimators": .integer(1)],
    ].map { values in values.filter { subject.type.defaults[$0.key] != nil } }
    for seed in 600..<640 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let rows = Array(0..<data.rows)
      func check<Type: Learner>(_ type: Type.Type) throws {
        let learners = try path.map { try type.init(type.defaults.merging($0) { $1 }) }
        let together = try type.fitPath(learners, data, rows: analysisRows(data), context: context())
        #expect(together.count == learners.count)
        for (learner, model) in zip(learners, together) {
          let alone = try learner.fit(data, rows: analysisRows(data), context: context())
          let pairs = zip(
            alone.predictProbability(data.features, rows: rows, jobs: 1),
            model.predictProbability(data.features, rows: rows, jobs: 1))
          #expect(pairs.allSatisfy { abs($0 - $1) <= 1e-8 }, "seed \(seed)")
        }
      }
      try check(subject.type)
    }
  }
}

extension Column {
  /// Other values, drawn from the column's kind, in the rows that `isChanged` names.
  fileprivate func scramblingRows(_ isChanged: (Int) -> Bool) -> Column {
    switch values {
    case .numeric(let numbers):
      Column(
        name: name,
        values: .numeric(numbers.enumerated().map { isChanged($0) ? ($0 % 2 == 0 ? .nan : 1e6 * Double($0)) : $1 }))
    case .categorical(let codes, let categories):
      Column(
        name: name,
        values: .categorical(
          codes: codes.enumerated().map { isChanged($0) ? Int32($0 % categories.count) : $1 }, categories: categories))
    }
  }
}
