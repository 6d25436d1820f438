import Foundation
import TestSupport
import Testing
import Workbench

@testable import ChurnServer

/// `/v1/predict` against `churnlab predict`, and what it says to wrong customers.
@Suite struct PredictTests {
  /// Cells of every odd kind: missing, never seen, spelt with spaces and signs, quoted.
  private static let odd = """
    id,age,plan,usage,fold,churn
    a,,basic,12.5,0,no
    b,NA, ,?,1,yes
    c, 41 ,gold,+1e1,2,no
    d,1e3,"ba""sic",-0.0,3,no
    e,.5,"a,ll",0012.50,0,
    """

  @Test func answersAreThoseOfPredictToTheLastBit() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let folder = try TemporaryFolder()
    // The quoted cells are given as JSON by hand.
    let plain = SmallExperiment.customers(rows: 60, seed: 9)
    let quoted = Self.odd.replacing("\"ba\"\"sic\"", with: "Q1").replacing("\"a,ll\"", with: "Q2")
    let objects =
      Customers.json(csv: plain)
      + Customers.json(csv: quoted).map {
        $0.replacing("\"Q1\"", with: #""ba\"sic""#).replacing("\"Q2\"", with: "\"a,ll\"")
      }
    let file = try folder.write(
      plain + Self.odd.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n", to: "c.csv")
    let expected = try Self.predicted(run, file, folder)

    let answer = try await server.post("/v1/predict", "[\(objects.joined(separator: ","))]")
    #expect(answer.status == 200, "\(answer.text)")
    let predictions = try JSONDecoder().decode([Prediction].self, from: answer.body)
    try #require(predictions.count == expected.count)
    for (prediction, expected) in zip(predictions, expected) {
      #expect(prediction.probability.description == expected["probability"])
      #expect(prediction.calibratedProbability.description == expected["calibrated_probability"])
      #expect(prediction.expectedProfit.description == expected["expected_profit"])
      #expect(prediction.band == expected["band"])
      #expect(prediction.action == expected["action"])
    }
    // One at a time says the same.
    for (object, expected) in zip(objects, expected).suffix(8) {
      let alone = try await server.post("/v1/predict", object)
      let prediction = try JSONDecoder().decode(Prediction.self, from: alone.body)
      #expect(prediction.probability.description == expected["probability"])
    }
  }

  private struct Prediction: Decodable {
    let probability: Double
    let calibratedProbability: Double
    let band: String
    let action: String
    let expectedProfit: Double

    enum CodingKeys: String, CodingKey {
      case probability, band, action
      case calibratedProbability = "calibrated_probability"
      case expectedProfit = "expected_profit"
    }
  }

  /// What `churnlab predict` adds, row by row.
  private static func predicted(_ run: String, _ file: String, _ folder: TemporaryFolder) throws -> [[String: String]] {
    let out = "\(folder.path)/scored.csv"
    let outcome = try Tool.run(["predict", run, file, "--out", out, "--quiet"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").map(String.init)
    // Its columns are the last five and hold no commas.
    let names = lines[0].split(separator: ",").suffix(5).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).suffix(5).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
  }

  @Test func numbersAndTextsOfNumbersAreTheSame() async throws {
    let server = try await TestServer()
    func probability(_ body: String) async throws -> Double? {
      try await server.post("/v1/predict", body).object["probability"] as? Double
    }
    let expected = try #require(try await probability(Customers.one))
    #expect(
      try await probability(
        #"{"age": "30", "plan": "basic", "usage": " 1.25e1 ", "churn": true, "id": [1, {"x": null}]}"#)
        == expected)
    #expect(try await probability(#"{"\u0061ge": 30, "plan": "b\u0061sic", "usage": 12.50}"#) == expected)
  }

  @Test(arguments: [
    (#"{"age": 30, "plan": "basic"}"#, 422, "/usage", "the column is missing"),
    (#"{"age": 30, "plan": "basic", "usge": 1}"#, 422, "/usage", "did you mean \"usge\""),
    (
      #"[{"age": 30, "plan": "basic", "usage": 1}, {"age": "old", "plan": "basic", "usage": 1}]"#, 422, "/1/age",
      "not a number"
    ),
    (#"{"age": 1e999, "plan": "basic", "usage": 1}"#, 422, "/age", "beyond what a number can be"),
    (#"{"age": 30, "age": 31, "plan": "basic", "usage": 1}"#, 422, "/age", "stands twice"),
    (#"{"age": true, "plan": "basic", "usage": 1}"#, 422, "/age", "true is neither"),
    (#"{"age": {}, "plan": "basic", "usage": 1}"#, 422, "/age", "an object cannot be a cell"),
    (#"[1]"#, 422, "/0", "this is a number"), ("5", 422, "", "this is a number"),
  ])
  func flawsAreNamed(body: String, status: Int, pointer: String, words: String) async throws {
    let server = try await TestServer()
    let answer = try await server.post("/v1/predict", body)
    #expect(answer.status == status)
    #expect(answer.headers["content-type"] == "application/problem+json")
    let flaw = try #require((answer.object["errors"] as? [[String: Any]])?.first)
    #expect(flaw["pointer"] as? String == pointer)
    #expect((flaw["detail"] as? String)?.contains(words) == true, "\(answer.text)")
    #expect(
      try #require(answer.object["detail"] as? String).firstMatch(of: /[.?]$/) != nil && !answer.text.contains("?."))
  }

  @Test(arguments: ["{", "", "nonsense", "{\"age\": 30,}", "\u{0}", "[1,2", "\"\\ud800\"x"])
  func whatIsNoJSONIsRefused(body: String) async throws {
    let answer = try await TestServer().post("/v1/predict", body)
    #expect(answer.status == 400)
    #expect((answer.object["detail"] as? String)?.contains("no JSON") == true)
  }

  @Test(arguments: [
    ("Content-Type", "text/plain", 415), ("Content-Type", "application/xml", 415), ("Content-Type", "", 415),
    ("Content-Type", "application/jsonx", 415), ("Content-Encoding", "gzip", 415),
    ("Content-Type", "application/json; charset=utf-8", 200), ("Content-Type", "application/geo+json", 200),
    ("Content-Type", "application/x-www-form-urlencoded", 200),
  ])
  func onlyJSONIsTaken(name: String, value: String, status: Int) async throws {
    let answer = try await TestServer().post("/v1/predict", Customers.one, headers: [name: value])
    #expect(answer.status == status, "\(answer.text)")
  }

  @Test func aParameterThatIsMisspeltIsNotPassedOver() async throws {
    let server = try await TestServer()
    for (query, field) in [("modle=logistic", "modle"), ("model=forest&model=logistic", "model")] {
      let answer = try await server.post("/v1/predict?\(query)", Customers.one)
      #expect(answer.status == 400)
      #expect((answer.object["errors"] as? [[String: Any]])?.first?["field"] as? String == field)
    }
  }

  @Test func anEmptyListHasAnEmptyAnswer() async throws {
    let answer = try await TestServer().post("/v1/predict", "[]")
    #expect(answer.status == 200)
    #expect(answer.text == "[]\n")
  }

  @Test func anyOfTheRunsModelsAnswers() async throws {
    let server = try await TestServer()
    let models = try #require(try await server.get("/v1/models").object["models"] as? [[String: Any]])
    #expect(models.compactMap { $0["name"] as? String } == ["forest", "logistic"])
    let forest = try await server.post("/v1/predict", Customers.one)
    let logistic = try await server.post("/v1/predict?model=logistic", Customers.one)
    #expect(forest.object["probability"] as? Double != logistic.object["probability"] as? Double)
    #expect(forest.headers["churnlab-model"] == models[0]["digest"] as? String)
    #expect(try await server.post("/v1/predict?model=boost", Customers.one).status == 400)
  }

  @Test func reasonsAddUpToTheProbability() async throws {
    let server = try await TestServer()
    let reasons = try await server.post("/v1/explain", "[\(Customers.one)]").list[0]
    let probability = try #require(try await server.post("/v1/predict", Customers.one).object["probability"] as? Double)
    let parts = try #require(reasons["contributions"] as? [String: Double])
    let base = try #require(reasons["base"] as? Double)
    #expect(abs(base + parts.values.reduce(0, +) - probability) < 1e-9)
    #expect(reasons["probability"] as? Double == probability)
  }

  /// What the model is said to say of a changed customer, it says when it is given that customer.
  @Test func whatIfNamesCustomersOfWhomTheModelSaysSo() async throws {
    let server = try await TestServer()
    let answer = try await server.post("/v1/explain?what_if=true", Customers.one).object
    let whatIf = try #require(answer["what_if"] as? [String: Any])
    #expect((whatIf["caution"] as? String)?.contains("not what an offer would cause") == true)
    let goals = try #require(whatIf["goals"] as? [[String: Any]])
    let found = goals.flatMap { $0["found"] as? [[String: Any]] ?? [] }
    #expect(!found.isEmpty)
    for one in found {
      var customer = try #require(try JSONSerialization.jsonObject(with: Data(Customers.one.utf8)) as? [String: Any])
      for change in try #require(one["changes"] as? [[String: Any]]) {
        customer[try #require(change["column"] as? String)] = change["to"]
      }
      let text = String(decoding: try JSONSerialization.data(withJSONObject: customer), as: UTF8.self)
      let says = try await server.post("/v1/predict", text).object["probability"] as? Double
      #expect(says == one["probability"] as? Double)
    }
    let halved = try #require(goals.first { $0["goal"] as? String == "halve" })
    let most = try #require(halved["at_most"] as? Double)
    let risk = try #require(answer["probability"] as? Double)
    #expect(most == risk / 2)
    for one in try #require(halved["found"] as? [[String: Any]]) {
      let risk = try #require(one["probability"] as? Double)
      #expect(risk <= most)
    }
  }

  @Test func whatIfIsAskedForByNameAndForFew() async throws {
    let server = try await TestServer()
    #expect(try await server.post("/v1/explain", Customers.one).object["what_if"] == nil)
    #expect(try await server.post("/v1/explain?what_if=false", Customers.one).object["what_if"] == nil)
    #expect(try await server.post("/v1/explain?what_if=yes", Customers.one).status == 400)
    let many = "[" + [String](repeating: Customers.one, count: 21).joined(separator: ",") + "]"
    let answers = try await server.post("/v1/explain?what_if=true", many).list
    #expect(answers.count == 21)
    let refusals = answers.map { ($0["what_if"] as? [String: Any])?["refused"] as? String }
    #expect(refusals.prefix(20).allSatisfy { $0 == nil })
    #expect(refusals.last??.contains("the first 20 customers") == true)
    #expect(answers.last?["contributions"] as? [String: Double] == answers[0]["contributions"] as? [String: Double])
    let more = "[" + [String](repeating: Customers.one, count: 501).joined(separator: ",") + "]"
    #expect(try await server.post("/v1/explain", more).status == 413)
  }

  @Test func thePercentileCountsTheRunsCustomers() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let lines = try String(contentsOfFile: "\(run)/predictions.csv", encoding: .utf8).split(separator: "\n")
    let column = try #require(lines[0].split(separator: ",").firstIndex(of: "forest"))
    let scores = lines.dropFirst().compactMap {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[column])
    }
    let answer = try await server.post("/v1/predict", Customers.one).object
    let probability = try #require(answer["probability"] as? Double)
    let (below, equal) = (scores.count { $0 < probability }, scores.count { $0 == probability })
    let expected = 100 * (Double(below) + Double(equal) / 2) / Double(scores.count)
    #expect(abs(try #require(answer["percentile"] as? Double) - expected) < 1e-9)
  }
}
