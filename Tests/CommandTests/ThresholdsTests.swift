import ChurnML
import Foundation
import TestSupport
import Testing

/// `churnlab thresholds`, the program itself.
@Suite struct ThresholdsTests {
  static let money = ["--clv", "200", "--incentive", "10", "--contact", "1", "--acceptance", "0.3"]

  /// stats_reference.json's catalogue of cut-offs of 400 customers.
  @Test func catalogue() throws {
    let folder = try n400()
    let expected = try Fixture.json("stats_reference")["thresholds_n400_A"]
    func optimum(_ arguments: [String]) throws -> [String: Double] {
      let base = ["thresholds", "n400.csv", "--label", "y", "--score", "a", "--json"]
      let answer = try Churnlab(base + arguments, in: folder).wait()
      #expect(answer.status == 0, "\(answer.errors)")
      let json = try answer.json()
      #expect(json["feasible"] as? Bool == true)
      return numbers(json["optimum"])
    }
    let youden = try optimum(["--objective", "youden"])
    #expect(youden["threshold"] == expected["youden"]["threshold"].number)
    #expect(close(youden["value"] ?? 0, expected["youden"]["J"].number))
    let f1 = try optimum([])
    #expect(f1["threshold"] == expected["best_f1"]["threshold"].number)
    #expect(close(f1["value"] ?? 0, expected["best_f1"]["f1"].number))
    let recall = try optimum(["--objective", "recall", "--precision", "0.6"])
    #expect(close(recall["recall"] ?? 0, expected["precision_ge_0_6_max_recall"]["recall"].number))
    let profit = try optimum(Self.money)
    #expect(close(profit["value"] ?? 0, expected["profit_at_mpc_threshold"].number))
    let bayes = try optimum(Self.money + ["--objective", "bayes", "--force"])
    #expect(close(bayes["threshold"] ?? 0, expected["bayes"]["threshold"].number, within: 1e-15))
    #expect(close(bayes["value"] ?? 0, expected["bayes"]["profit"].number))
  }

  @Test func profitIsCrossFittedAndComparedWithEverybody() throws {
    let folder = try n400()
    let answer = try run(["--fold", "fold"] + Self.money, in: folder)
    let json = try answer.json()
    let reference = try Fixture.json("stats_reference")["thresholds_n400_A"]
    #expect(close(numbers(json["contact_everybody"])["value"] ?? 0, reference["profit_contact_all"].number))
    #expect(json["contact_nobody"] as? Double == 0)
    let fitted = try #require(json["cross_fitted"] as? [String: Any])
    let profit = try #require(json["profit"] as? [String: Any])
    // Folds of equal size: the mean over folds is the mean over customers.
    let mean = try #require((fitted["value"] as? [String: Any])?["mean"] as? Double)
    #expect(close(mean, try #require(profit["cross_fitted"] as? Double), within: 1e-12))
    #expect(mean < (numbers(json["optimum"])["value"] ?? 0))
    let differences = try #require(profit["differences"] as? [[String: Any]])
    #expect(differences.compactMap { $0["against"] as? String } == ["nobody", "everybody", "0.5"])
    for difference in differences.map({ numbers($0) }) {
      #expect(
        (difference["low"] ?? 1) < (difference["mean"] ?? 0) && (difference["mean"] ?? 1) < (difference["high"] ?? 0))
    }
    #expect((json["sensitivity"] as? [[String: Any]])?.count == 5)
    let near = numbers(json["near_optimal"])
    let best = numbers(json["optimum"])["threshold"] ?? 0
    #expect((near["low"] ?? 1)...(near["high"] ?? 0) ~= best)
  }

  @Test func nothingSatisfiesTheConstraints() throws {
    let folder = try n400()
    let answer = try run(["--capacity", "3", "--recall", "0.9"], in: folder)
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["feasible"] as? Bool == false)
    #expect(json["optimum"] is NSNull)
    #expect((json["notes"] as? [String])?.first == "no cut-off satisfies capacity 3, recall at least 0.9")
    let text = try Churnlab.run(
      "thresholds", "n400.csv", "--label", "y", "--score", "a", "--capacity", "3", "--recall", "0.9", in: folder)
    #expect(text.status == 0 && text.output.contains("No cut-off satisfies capacity 3, recall at least 0.9."))
  }

  @Test func tStarIsRefusedUntilScoresAreCalibrated() throws {
    let folder = try n400()
    let bayes = ["--objective", "bayes", "--fold", "fold"] + Self.money
    let refused = try run(bayes, in: folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("the scores are not calibrated: their mean is 0.291 and the churn rate 0.215"))
    let json = try run(bayes + ["--calibration", "platt"], in: folder).json()
    #expect(close(numbers(json["optimum"])["threshold"] ?? 0, 11.0 / 67, within: 1e-15))
    #expect(close(json["bayes_threshold"] as? Double ?? 0, 11.0 / 67, within: 1e-15))
    let fewTake = try run(bayes + ["--calibration", "platt", "--stayer-acceptance", "0.3"], in: folder).json()
    #expect(close(numbers(fewTake["optimum"])["threshold"] ?? 0, 4.0 / 60, within: 1e-15))
  }

  /// Amounts of each customer's own, against sums written out.
  @Test func customersOwnAmounts() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      y,s,worth,tp,fp,fn,tn
      1,0.9,100,1,1,31,0
      0,0.8,900,1,11,0,0
      1,0.5,400,1,1,121,0
      0,0.1,400,1,11,0,0

      """, to: "s.csv")
    let base = ["thresholds", "s.csv", "--label", "y", "--score", "s", "--json"]
    let campaign = ["--clv-column", "worth", "--incentive", "0", "--contact", "1", "--acceptance", "0.3"]
    let own = try Churnlab(base + campaign, in: folder).wait().json()
    // 0.3 x 100 - 1, -1, 0.3 x 400 - 1.
    #expect(numbers(own["optimum"])["threshold"] == 0.5)
    #expect(close(numbers(own["optimum"])["value"] ?? 0, (29 - 1 + 119) / 4.0))
    let matrix = ["--cost-tp", "tp", "--cost-fp", "fp", "--cost-fn", "fn", "--cost-tn", "tn"]
    let costs = try Churnlab(base + matrix, in: folder).wait().json()
    #expect(close(numbers(costs["optimum"])["value"] ?? 0, (30 - 11 + 120) / 4.0))
    let incomplete = try Churnlab(base + ["--cost-tp", "tp"], in: folder).wait()
    #expect(incomplete.status == 2 && incomplete.errors.contains("--cost-fp: the option is missing"))
    let twice = try Churnlab(base + campaign + ["--clv", "3"], in: folder).wait()
    #expect(twice.status == 2 && twice.errors.contains("--clv-column worth: --clv gives every customer another"))
  }

  static let mistakes: [(arguments: [String], words: String)] = [
    (["--objective", "profti"], "--objective profti: there is no such objective; did you mean \"profit\"?"),
    (["--objective", "profit"], "this is a matter of money"), (["--capacity", "1.5"], "capacity: 1.5 is impossible"),
    (["--precision", "2"], "precision: 2.0 is impossible"), (["--budget", "9"], "a budget needs to know"),
    (["--calibration", "platt"], "which needs folds"), (["--fold", "fould"], "did you mean \"fold\"?"),
    (["--model", "forest"], "only a run has models"), (["--calibration", "magic"], "calibration"),
    (["--cost-ratio", "0"], "--cost-ratio: 0.0 is impossible"),
  ]

  @Test(arguments: mistakes.indices) func mistakesAreNamed(index: Int) throws {
    let mistake = Self.mistakes[index]
    let answer = try run(mistake.arguments, in: n400())
    #expect(answer.status == 2)
    #expect(answer.errors.contains(mistake.words), "\(answer.errors)")
  }

  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Churnlab.Answer {
    try Churnlab(["thresholds", "n400.csv", "--label", "y", "--score", "a", "--json"] + arguments, in: folder).wait()
  }

  /// 400 customers in five folds of 80.
  private func n400() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let a = try ReferenceScores.modelA()
    let folds = (0..<a.count).map { Double($0 % 5) }
    try folder.write(EvaluateTests.csv(labels: a.labels, ["a": a.scores, "fold": folds]), to: "n400.csv")
    return folder
  }

  private func numbers(_ value: Any?) -> [String: Double] {
    (value as? [String: Any] ?? [:]).compactMapValues { $0 as? Double }
  }
}
