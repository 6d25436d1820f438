import ChurnML
import Foundation
import TestSupport
import Testing

/// `churnlab evaluate`, the program itself, against other implementations' numbers.
@Suite struct EvaluateTests {
  @Test func profitOfEveryReferenceCase() throws {
    let cases = try Fixture.json("profit_reference")["cases"].array.filter { $0.has("y_true") }
    #expect(cases.count == 16)
    let folder = try TemporaryFolder()
    for sample in cases {
      let (parameters, expected) = (sample["params"], sample["empulse_0_13_1"])
      let name = sample["name"].text
      try folder.write(Self.csv(labels: sample["y_true"].labels, ["s": sample["y_score"].numbers]), to: "s.csv")
      let answer = try Churnlab.run(
        "evaluate", "s.csv", "--label", "y", "--score", "s", "--json",
        "--clv", "\(parameters["clv"].number)", "--incentive", "\(parameters["incentive_cost"].number)",
        "--contact", "\(parameters["contact_cost"].number)",
        "--acceptance", "\(parameters["alpha"].number),\(parameters["beta"].number)", in: folder)
      #expect(answer.status == 0, "\(name)")
      let figures = try scores(answer)["s"] ?? [:]
      let (mpc, empc) = (numbers(figures["mpc"]), numbers(figures["empc"]))
      #expect(agree(mpc["profit"], expected["mpc"]), "\(name)")
      #expect(agree(mpc["rate"], expected["mpc_rate"]), "\(name)")
      #expect(mpc["threshold"] == expected["mpc_threshold"].number, "\(name)")
      #expect(agree(empc["profit"], expected["empc"]), "\(name)")
      #expect(agree(empc["rate"], expected["empc_rate"]), "\(name)")
      #expect(agree(figures["roc_auc"] as? Double, sample["auc"]), "\(name)")
    }
  }

  @Test func statisticsOfTwoModels() throws {
    let reference = try Fixture.json("stats_reference")
    let folder = try TemporaryFolder()
    let (a, b) = try (ReferenceScores.modelA(), ReferenceScores.modelB())
    try folder.write(Self.csv(labels: a.labels, ["a": a.scores, "b": b.scores]), to: "n400.csv")
    let answer = try Churnlab.run(
      "evaluate", "n400.csv", "--label", "y", "--score", "a", "--score", "b", "--json", in: folder)
    let comparison = try #require((try answer.json()["comparisons"] as? [[String: Any]])?.first)
    let (delong, expected) = (numbers(comparison["delong"]), reference["delong_n400"]["brute_force"])
    let difference = expected["auc_a"].number - expected["auc_b"].number
    #expect(delong["difference"].map { close($0, difference) } == true)
    #expect(agree(delong["z"], expected["z_a_minus_b"]))
    #expect(agree(delong["p_value"], expected["p"]))
    let mcnemar = numbers(comparison["mcnemar"])
    #expect(agree(mcnemar["b"], reference["mcnemar_n400"]["table"][0][1]))
    #expect(agree(mcnemar["c"], reference["mcnemar_n400"]["table"][1][0]))
    #expect(agree(mcnemar["p_value"], reference["mcnemar_n400"]["exact_p"]))
    let a0 = try #require(try scores(answer)["a"])
    let line = numbers(a0["calibration"])
    let cox = reference["cox_calibration_n400_A"]
    #expect(line["slope"].map { close($0, cox["slope"].number, within: 1e-6) } == true)
    #expect(line["in_the_large"].map { close($0, cox["calibration_in_the_large"].number, within: 1e-6) } == true)
    let hosmer = numbers(a0["hosmer_lemeshow"])
    #expect(agree(hosmer["statistic"], reference["hosmer_lemeshow_n400_A"]["H"]))
    #expect(agree(hosmer["p_value"], reference["hosmer_lemeshow_n400_A"]["p_df10"]))
    let bins = reference["calibration_n400_A"]["equal_width_10"]
    for name in ["ece", "mce"] { #expect(agree(a0[name] as? Double, bins[name])) }
    let parts = numbers(a0["brier_decomposition"])
    for (name, part) in parts { #expect(agree(part, bins[name]), "\(name)") }
    #expect(parts.count == 5)
    #expect(try scores(answer).keys.sorted() == ["a", "b"])
  }

  @Test func labelsOfOtherWords() throws {
    let folder = try TemporaryFolder()
    try folder.write("y;s\nleft;0.9\nhere;0.1\nleft;0.8\nhere;0.2\n", to: "s.csv")
    let answer = try Churnlab.run(
      "evaluate", "s.csv", "--label", "y", "--score", "s", "--positive", "left", "--json", in: folder)
    #expect(try scores(answer)["s"]?["roc_auc"] as? Double == 1)
    let unclear = try Churnlab.run("evaluate", "s.csv", "--label", "y", "--score", "s", in: folder)
    #expect(unclear.status == 2)
    #expect(unclear.errors.contains("\"here\" and \"left\"; say which means churned with --positive TEXT"))
  }

  @Test func oneClassLeavesFiguresOutWithAReason() throws {
    let folder = try TemporaryFolder()
    try folder.write("y,s\n1,0.9\n1,0.1\n", to: "s.csv")
    let answer = try Churnlab.run("evaluate", "s.csv", "--label", "y", "--score", "s", "--json", in: folder)
    #expect(answer.status == 0)
    let figures = try #require(try scores(answer)["s"])
    #expect(figures["roc_auc"] is NSNull)
    #expect((figures["undefined"] as? [String: String])?["roc_auc"]?.contains("all 2 rows churned") == true)
  }

  static let mistakes: [(csv: String, arguments: [String], words: String)] = [
    ("churn,s\n1,0.9\n0,0.1\n", ["--label", "churm", "--score", "s"], "did you mean \"churn\"?"),
    ("churn,score\n1,0.9\n0,0.1\n", ["--label", "churn", "--score", "scor"], "did you mean \"score\"?"),
    ("y,s\n1,0.9\n0,high\n1,0.2\n", ["--label", "y", "--score", "s"], "s.csv:3: the cell of \"s\" is no number"),
    ("y,s\n1,0.9\n0,\n1,0.2\n", ["--label", "y", "--score", "s"], "s.csv:3: the cell of \"s\" is blank"),
    ("y,s\n1,0.9\n,0.2\n", ["--label", "y", "--score", "s"], "s.csv:3: the label \"y\" has no value"),
    ("y,s\n1,0.9\n0,0.2\n2,0.2\n", ["--label", "y", "--score", "s"], "3 values"),
    ("y,s\n1,0.9\n0,0.2\n", ["--label", "y", "--score", "y"], "asked for twice"),
    ("y,s\n1,0.9\n0,0.2\n", ["--label", "y", "--score", "s", "--clv", "200"], "--incentive: the option is missing"),
    (
      "y,s\n1,0.9\n0,0.2\n",
      ["--label", "y", "--score", "s", "--clv", "9", "--incentive", "1", "--contact", "1", "--acceptance", "6;14"],
      "--acceptance 6;14: this is no retained share"
    ),
    ("y,s\n1,0.9\n0,0.2\n", ["--label", "y"], "--score"),
  ]

  @Test(arguments: mistakes.indices) func mistakesAreNamed(index: Int) throws {
    let mistake = Self.mistakes[index]
    let folder = try TemporaryFolder()
    try folder.write(mistake.csv, to: "s.csv")
    let answer = try Churnlab(["evaluate", "s.csv"] + mistake.arguments, in: folder).wait()
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(mistake.words), "\(answer.errors)")
  }

  @Test func theTextHasEveryFigure() throws {
    let folder = try TemporaryFolder()
    let a = try ReferenceScores.modelA()
    try folder.write(Self.csv(labels: a.labels, ["a": a.scores]), to: "s.csv")
    let answer = try Churnlab.run(
      "evaluate", "s.csv", "--label", "y", "--score", "a", "--clv", "200", "--incentive", "10", "--contact", "1",
      "--acceptance", "6,14", in: folder)
    #expect(answer.output.hasPrefix("s.csv: 400 customers, 86 of them churned (21.5 %)"))
    for words in ["roc_auc", "0.8551", "hosmer_lemeshow p", "mpc, money a customer", "7.4150", "0.3991"] {
      #expect(answer.output.contains(words))
    }
  }

  static func csv(labels: [UInt8], _ columns: KeyValuePairs<String, [Double]>) -> String {
    (["y"] + columns.map(\.key)).joined(separator: ",") + "\n"
      + labels.indices.map { row in
        (["\(labels[row])"] + columns.map { "\($0.value[row])" }).joined(separator: ",") + "\n"
      }.joined()
  }

  private func scores(_ answer: Churnlab.Answer) throws -> [String: [String: Any]] {
    try #require(try answer.json()["scores"] as? [String: [String: Any]])
  }

  private func numbers(_ value: Any?) -> [String: Double] {
    (value as? [String: Any] ?? [:]).compactMapValues { $0 as? Double }
  }

  private func agree(_ value: Double?, _ expected: JSONFixture) -> Bool {
    value.map { close($0, expected.number) } ?? false
  }
}
