import ChurnML
import Foundation
import TestSupport
import Testing

/// `churnlab predict` as people call it, on a small run.
@Suite struct PredictCommandTests {
  private let folder: TemporaryFolder
  private let run: String
  private let customers: String

  init() throws {
    folder = try TemporaryFolder()
    let file = try SmallExperiment.write(to: folder)
    let outcome = try Tool.run(["run", file, "--results", folder.file("Results"), "--quiet"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    run = folder.file("Results/small/latest")
    customers = try folder.write(SmallExperiment.customers(rows: 50, seed: 2), to: "new.csv")
  }

  private func predict(_ arguments: String...) throws -> Tool.Outcome { try Tool.run(["predict"] + arguments) }

  @Test func aRunScoresWithItsForestAndEveryModelIsThere() throws {
    let outcome = try predict(run, customers, "--out", folder.file("s.csv"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.text == "50 customers scored by forest: \(folder.file("s.csv"))\n")
    let models = try FileManager.default.contentsOfDirectory(atPath: "\(run)/models").sorted()
    #expect(models == ["forest.model", "logistic.model", "majority.model"])
    for model in models {
      let direct = try predict("\(run)/models/\(model)", customers)
      let named = try predict(run, customers, "--model", String(model.dropLast(6)), "--jobs", "3")
      #expect(direct.status == 0)
      #expect(direct.output == named.output)
      if model == "forest.model" { #expect(try Data(folder.text("s.csv").utf8) == direct.output) }
    }
  }

  @Test func theMajorityModelGivesTheRateOfAllRows() throws {
    let training = SmallExperiment.customers(rows: 240).split(separator: "\n").dropFirst()
    let rate = Double(training.count { $0.hasSuffix(",yes") }) / 240
    let outcome = try predict(run, customers, "--model", "majority")
    let lines = outcome.text.split(separator: "\n").dropFirst()
    #expect(lines.count == 50)
    #expect(lines.allSatisfy { $0.hasSuffix(",\(rate)") })
  }

  @Test func jsonIsOneDocumentAndSaysWhatWasDone() throws {
    let text = try folder.text("new.csv") + "c50,old,plus,12.5,0,no\n"
    let file = try folder.write(text, to: "odd.csv")
    let outcome = try predict(run, file, "--out", folder.file("s.csv"), "--on-error", "skip", "--json")
    #expect(outcome.status == 0)
    let answer = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    #expect(answer["model"] as? String == "forest")
    #expect(answer["rows"] as? Int == 51)
    #expect(answer["scored"] as? Int == 50)
    #expect(answer["skipped"] as? Int == 1)
    #expect(answer["unusable_cells"] as? Int == 1)
    let cell = try #require((answer["unusable"] as? [[String: Any]])?.first)
    #expect(cell["row"] as? Int == 50)
    #expect(cell["line"] as? Int == 52)
    #expect(cell["column"] as? String == "age")
    #expect(outcome.errors == "\(file): row 50 (line 52), column \"age\": \"old\" is not a number\n")
  }

  @Test func failSaysAllAndPrintsNothing() throws {
    let text = try folder.text("new.csv") + "c50,old,plus,12.5,0,no\nc51,33,plus,?,0,no\nc52,33,plus,a lot,0,no\n"
    let file = try folder.write(text, to: "odd.csv")
    for destination in [[], ["--out", folder.file("s.csv")]] {
      let outcome = try Tool.run(["predict", run, file] + destination)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines[0].contains("row 50 (line 52), column \"age\": \"old\""))
      #expect(lines[1].contains("row 52 (line 54), column \"usage\": \"a lot\""))
      #expect(lines[2].contains("2 cells cannot be used"))
    }
    #expect(folder.names == ["Results", "customers.csv", "new.csv", "odd.csv", "small.yaml"])
  }

  @Test(arguments: [
    (["RUN", "none.csv"], "none.csv: there is no such file"),
    (["none", "NEW"], "none: there is no such run or model file"),
    (["RUN", "NEW", "--model", "forrest"], "did you mean \"forest\"?"),
    (["RUN", "NEW", "--json"], "give --out FILE"),
    (["RUN", "NEW", "--on-error", "ignore"], "on-error"),
    (["NEW", "NEW"], "this is not a model file"),
  ])
  func wrongInputIsExitStatusTwo(arguments: [String], words: String) throws {
    let outcome = try Tool.run(
      ["predict"] + arguments.map { $0 == "RUN" ? run : $0 == "NEW" ? customers : $0 })
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test func anOutputThatCannotBeWrittenIsExitStatusOne() throws {
    let outcome = try predict(run, customers, "--out", folder.file("no/such/folder/s.csv"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("cannot be written"))
  }

  @Test func thePlaceOfADeviceIsNotTakenByAFile() throws {
    let outcome = try predict(run, customers, "--out", "/dev/null")
    #expect(outcome.status == 0)
    #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType != .typeRegular)
  }

  @Test func aFileMayTakeItsOwnPlace() throws {
    let expected = try predict(run, customers).output
    #expect(try predict(run, customers, "--out", customers).status == 0)
    #expect(try Data(folder.text("new.csv").utf8) == expected)
  }
}
