import Foundation
import TestSupport
import Testing

@testable import ChurnML
@testable import Workbench

/// Models of made customers, and the customers.
private struct Customers {
  let csv: String
  let data: Dataset
  let models: [SavedModel]

  init() throws {
    let bytes = SyntheticTelco(seed: 5).csv(rows: 300, jobs: 1)
    csv = String(decoding: bytes, as: UTF8.self)
    let target = Target(column: "Churn", positive: "Yes")
    let table = try Table(csv: bytes, named: "made", options: CSVOptions(kinds: ["Churn": .categorical]))
    let data = try Dataset(from: table, target: target, ignore: ["customerID"])
    self.data = data
    models = try ["forest", "boosting", "logistic", "majority"].map { (name: String) in
      let type = try #require(LearnerCatalogue.learner(named: name))
      let light = ["n_estimators": HyperparameterValue.integer(5), "max_depth": .integer(3)].filter {
        type.defaults[$0.key] != nil
      }
      let fitted = try type.init(type.defaults.merging(light) { $1 }).fit(
        data, rows: Array(0..<data.rows), context: FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 1))
      let facts = ModelFacts(
        churnlab: churnlabVersion, experiment: "made", seed: 1, model: name, params: .object([]), notes: [],
        features: FeatureSchema(of: data.features), target: target, missing: ["-"], rows: data.rows,
        dataDigest: data.digest)
      return SavedModel(facts: facts, classifier: fitted)
    }
  }
}

@Suite struct ScoringTests {
  private let folder: TemporaryFolder
  private let customers: Customers

  private static let made = Result { try Customers() }

  init() throws {
    folder = try TemporaryFolder()
    customers = try Self.made.get()
  }

  private func score(
    _ text: String, _ model: SavedModel, onError: Scoring.OnError = .fail, jobs: Int = 1
  ) throws -> (record: ScoringRecord, lines: [Substring]) {
    let input = try folder.write(text, to: "customers.csv")
    let record = try Scoring(model, onError: onError, jobs: jobs).score(input, to: folder.file("scored.csv"))
    return (record, try folder.text("scored.csv").split(separator: "\n", omittingEmptySubsequences: false).dropLast())
  }

  private func probabilities(_ lines: [Substring]) -> [UInt64] {
    lines.dropFirst().compactMap { line in line.split(separator: ",").last.flatMap { Double($0) }?.bitPattern }
  }

  private func expected(_ model: SavedModel) -> [UInt64] {
    model.classifier.predictProbability(customers.data.features, rows: Array(0..<customers.data.rows), jobs: 1)
      .map(\.bitPattern)
  }

  @Test(arguments: [1, 2, 3]) func probabilitiesAreThoseOfTheClassifierToTheBit(jobs: Int) throws {
    for model in customers.models {
      let (record, lines) = try score(customers.csv, model, jobs: jobs)
      #expect(probabilities(lines) == expected(model))
      #expect((record.rows, record.scored, record.skipped) == (300, 300, 0))
    }
  }

  @Test func columnsAndTheirOrderAreKeptByteForByte() throws {
    let (_, lines) = try score(customers.csv, customers.models[0])
    let given = customers.csv.split(separator: "\n")
    #expect(lines.count == given.count)
    #expect(zip(lines, given).allSatisfy { $0.hasPrefix($1 + ",") })
    #expect(lines[0] == given[0] + ",probability")
  }

  @Test func columnsAreFoundByName() throws {
    let reversed = customers.csv.split(separator: "\n").map { line in
      "extra," + line.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
    }
    let (_, lines) = try score(reversed.joined(separator: "\n"), customers.models[0])
    #expect(probabilities(lines) == expected(customers.models[0]))
  }

  @Test func targetAndIgnoredColumnsAreNotNeeded() throws {
    let inner = customers.csv.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).dropFirst().dropLast().joined(separator: ",")
    }
    let (_, lines) = try score(inner.joined(separator: "\r\n") + "\r\n", customers.models[0])
    #expect(probabilities(lines) == expected(customers.models[0]))
  }

  @Test func aMissingColumnIsNamedAndSoAreSeveral() throws {
    let one = customers.csv.replacingOccurrences(of: "tenure", with: "tenor")
    let error = try #require(throws: InputError.self) { try score(one, customers.models[0]) }
    #expect(error.message.contains("\"tenure\""))
    let two = one.replacingOccurrences(of: "Contract", with: "Agreement")
    let errors = try #require(throws: InputError.self) { try score(two, customers.models[0]) }
    #expect(errors.message.contains("\"tenure\", \"Contract\""))
    #expect(folder.names == ["customers.csv"])
  }

  @Test func aColumnOfTheAddedNameIsRefused() throws {
    let text = customers.csv.replacingOccurrences(of: "customerID", with: "probability")
    let error = try #require(throws: InputError.self) { try score(text, customers.models[0]) }
    #expect(error.message.contains("\"probability\""))
  }
}

/// A small table whose every cell is known: a model that reads `months` and `plan`.
@Suite struct UnusableCellTests {
  private let folder: TemporaryFolder
  private let model: SavedModel

  private static let csv = #"""
    id;months;note;plan
    1;3;"a;b";basic
    2;many;"say ""hi""";gold
    3;-;"two
    lines";other
    4;;x;
    5;soon;x;basic
    6;7;x; basic
    """#

  init() throws {
    folder = try TemporaryFolder()
    let data = Dataset(
      features: [
        Column(name: "plan", values: .categorical(codes: (0..<40).map { $0 % 2 }, categories: ["basic", "gold"])),
        Column(name: "months", values: .numeric((0..<40).map { Double($0 % 8) })),
      ], labels: (0..<40).map { $0 % 3 == 0 || $0 % 8 < 2 ? 1 : 0 }, target: Target(column: "churn", positive: "1"),
      digest: "")
    let fitted = try LogisticRegression(LogisticRegression.defaults).fit(
      data, rows: Array(0..<40), context: FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 1))
    let facts = ModelFacts(
      churnlab: churnlabVersion, experiment: "small", seed: 1, model: "logistic", params: .object([]), notes: [],
      features: FeatureSchema(of: data.features), target: data.target, missing: ["-"], rows: 40, dataDigest: "")
    model = SavedModel(facts: facts, classifier: fitted)
  }

  private func probability(months: Double, plan: Int32) -> String {
    let columns = [
      Column(name: "plan", values: .categorical(codes: [plan], categories: ["basic", "gold"])),
      Column(name: "months", values: .numeric([months])),
    ]
    return model.classifier.predictProbability(columns, rows: [0], jobs: 1)[0].description
  }

  private func score(_ onError: Scoring.OnError, seen: (UnusableCell) -> Void = { _ in }) throws -> ScoringRecord {
    let input = try folder.write(Self.csv, to: "new.csv")
    return try Scoring(model, onError: onError, jobs: 2).score(input, to: folder.file("scored.csv"), unusable: seen)
  }

  /// Rows by the number of their first cell; missing and unseen cells as the model has learned them.
  private var expected: [(row: Int, text: String)] {
    [
      (0, "1;3;\"a;b\";basic;" + probability(months: 3, plan: 0)),
      (1, "2;many;\"say \"\"hi\"\"\";gold;" + probability(months: .nan, plan: 1)),
      (2, "3;-;\"two\nlines\";other;" + probability(months: .nan, plan: Column.unseen)),
      (3, "4;;x;;" + probability(months: .nan, plan: Column.missing)),
      (4, "5;soon;x;basic;" + probability(months: .nan, plan: 0)),
      (5, "6;7;x; basic;" + probability(months: 7, plan: Column.unseen)),
    ]
  }

  private static let header = "id;months;note;plan;probability\n"
  private static let cells = [
    UnusableCell(row: 1, line: 3, column: "months", text: "many"),
    UnusableCell(row: 4, line: 7, column: "months", text: "soon"),
  ]

  @Test func missingTreatsThemAsMissing() throws {
    let record = try score(.missing)
    #expect(try folder.text("scored.csv") == Self.header + expected.map { $0.text + "\n" }.joined())
    #expect((record.rows, record.scored, record.unusableCells) == (6, 6, 2))
    #expect(record.unusable == Self.cells)
  }

  @Test func skipLeavesTheirRowsOut() throws {
    let record = try score(.skip)
    let kept = expected.filter { ![1, 4].contains($0.row) }
    #expect(try folder.text("scored.csv") == Self.header + kept.map { $0.text + "\n" }.joined())
    #expect((record.rows, record.scored, record.skipped, record.unusableCells) == (6, 4, 2, 2))
  }

  @Test func failNamesAllAndWritesNothing() throws {
    _ = try folder.write("as it was", to: "scored.csv")
    var seen: [UnusableCell] = []
    let error = try #require(throws: InputError.self) { try score(.fail) { seen.append($0) } }
    #expect(seen == Self.cells)
    #expect(error.message.contains("2 cells cannot be used, first row 1 (line 3), column \"months\": \"many\""))
    #expect(try folder.text("scored.csv") == "as it was")
    #expect(folder.names == ["new.csv", "scored.csv"])
  }

  @Test func aFaultFarDownLeavesNothing() throws {
    // Several batches, so that the fault comes after others have been scored.
    let note = String(repeating: "x", count: 1000)
    let rows = (0..<2500).map { "\($0);3;\(note);basic\n" }.joined()
    let input = try folder.write("id;months;note;plan\n" + rows + "7;3\n", to: "long.csv")
    let error = try #require(throws: InputError.self) {
      try Scoring(model, jobs: 1).score(input, to: folder.file("scored.csv"))
    }
    #expect(error.place == "\(input):2502:4")
    #expect(folder.names == ["long.csv"])
  }
}
