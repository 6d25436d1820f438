import Foundation
import TestSupport
import Testing

/// `churnlab explain`, the program itself.
@Suite struct ExplainTests {
  private struct Made {
    let folder: TemporaryFolder
    let run: String

    init() throws {
      folder = try TemporaryFolder()
      let text = SmallExperiment.text(
        models: "models: {forest: {n_estimators: [5], max_depth: [3]}}\nexplain: {immutable: [age]}"
      )
      .replacing("reference: majority", with: "")
      try SmallExperiment.write(to: folder, text)
      let answer = try Churnlab.run("run", "small.yaml", "--json", in: folder)
      #expect(answer.status == 0, "\(answer.errors)")
      run = try #require(try answer.json()["run"] as? String)
    }
  }

  private static let made = Result { try Made() }

  private static func explain(_ arguments: String...) throws -> Churnlab.Answer {
    let made = try made.get()
    return try Churnlab(["explain", made.run] + arguments, in: made.folder).wait()
  }

  private static func rows(_ answer: Churnlab.Answer) throws -> [[String: Any]] {
    try #require(try answer.json()["rows"] as? [[String: Any]])
  }

  @Test func basePlusContributionsIsTheProbability() throws {
    let answer = try Self.explain("customers.csv", "--json")
    #expect(answer.status == 0 && answer.errors.isEmpty)
    let rows = try Self.rows(answer)
    #expect(rows.count == 240)
    for row in rows {
      let contributions = try #require(row["contributions"] as? [String: Double])
      #expect(Set(contributions.keys) == ["age", "plan", "usage"])
      let (base, probability) = (try #require(row["base"] as? Double), try #require(row["probability"] as? Double))
      #expect(abs(contributions.values.reduce(base, +) - probability) < 1e-9)
      #expect(row["what_if"] == nil && row["stability"] == nil)
    }
  }

  @Test func customersAreChosenByRowAndByWhatStandsInAColumn() throws {
    #expect(
      try Self.rows(Self.explain("customers.csv", "--rows", "7, 2", "--json")).map { $0["row"] as? Int } == [2, 7])
    let byName = try Self.rows(Self.explain("customers.csv", "--id", "id=c11", "--json"))
    #expect(byName.map { $0["row"] as? Int } == [11])
  }

  @Test func whatIfAndStabilityAreAddedWhenAskedFor() throws {
    let answer = try Self.explain(
      "customers.csv", "--rows", "0,1,5", "--what-if", "--stability", "--out", "out.json", "--json")
    #expect(answer.status == 0, "\(answer.errors)")
    let setup = try #require(try answer.json()["what_if"] as? [String: Any])
    #expect(setup["immutable"] as? [String] == ["age"])
    #expect(setup["caution"] as? String == "What the model associates, not what an offer would cause.")
    for row in try Self.rows(answer) {
      #expect((row["stability"] as? [String: Any])?["refits"] as? Int == 20)
      let goals = try #require((row["what_if"] as? [String: Any])?["goals"] as? [[String: Any]])
      #expect(goals.map { $0["goal"] as? String } == ["halve"])
    }
    let folder = try Self.made.get().folder
    #expect(try String(contentsOfFile: folder.path + "/out.json", encoding: .utf8) == answer.output)
  }

  @Test func whatMattersOverallIsWrittenToTheRunAndItsPage() throws {
    let answer = try Self.explain("--json")
    #expect(answer.status == 0, "\(answer.errors)")
    let importance = try #require(try answer.json()["importance"] as? [String: Any])
    #expect(importance["metric"] as? String == "roc_auc" && importance["folds"] as? Int == 3)
    let made = try Self.made.get()
    let page = try String(contentsOfFile: "\(made.folder.path)/\(made.run)/report.html", encoding: .utf8)
    #expect(page.contains("id=\"permutation-table\""))
    let verified = try Churnlab.run("verify", made.run, in: made.folder)
    #expect(verified.status == 0, "\(verified.errors)")
    let checked = try Churnlab.run("report", made.run, "--check", in: made.folder)
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test(arguments: [
    (["--what-if"], "--id, --rows, --what-if, --stability and --model need customers; name a CSV file."),
    (["customers.csv", "--rows", "900"], "--rows 900: customers.csv has rows 0 to 239; name some of these"),
    (["customers.csv", "--rows", "x"], "--rows x: \"x\" is no row; give whole numbers with commas between"),
    (["customers.csv", "--id", "c1"], "--id c1: this names no column; write COLUMN=VALUE"),
    (["customers.csv", "--id", "id=c999"], "customers.csv: no customer is selected; check --id"),
  ])
  func aMistakeIsOneSentence(_ arguments: [String], _ sentence: String) throws {
    let made = try Self.made.get()
    let answer = try Churnlab(["explain", made.run] + arguments, in: made.folder).wait()
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(sentence), "\(answer.errors)")
  }

  @Test func aModelFileAloneKnowsNoRules() throws {
    let made = try Self.made.get()
    let answer = try Churnlab.run(
      "explain", "\(made.run)/models/forest.model", "customers.csv", "--what-if", in: made.folder)
    #expect(answer.status == 2)
    #expect(answer.errors.contains("this is not the folder of a run"))
  }
}
