import Foundation
import Reporting
import TestSupport
import Testing

@testable import ChurnServer
@testable import Workbench

@Suite struct WorkbenchTests {
  private func path(_ run: String) -> String { "/runs/" + run.split(separator: "/").suffix(2).joined(separator: "/") }

  @Test func runsAreListedAndShown() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let list = try await server.get("/runs").text
    #expect(list.contains("href=\"\(path(run))\""))
    let page = try await server.get(path(run))
    #expect(page.status == 200)
    for word in ["Leaderboard", "(winner)", "forest", "logistic", "Search surface", "Acting on it", "Points"] {
      #expect(page.text.contains(word), "\(word)")
    }
    let runs = try #require(try await server.get("/v1/runs").object["runs"] as? [[String: Any]])
    #expect(
      runs.contains { $0["id"] as? String == String(path(run).dropFirst(6)) && $0["state"] as? String == "finished" })
    let record = try await server.get("/v1/records" + path(run).dropFirst(5)).object
    #expect(record["schema"] as? String == "churnlab.results/1")
  }

  /// What the page shows at first stays as it is when the form is sent without a change.
  @Test func theCutOffShownIsTheOneMeant() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    for model in ["forest", "logistic"] {
      let page = try await server.get("\(path(run))?model=\(model)").text
      let shown = String(try #require(page.firstMatch(of: /name="threshold"[^>]* value="([0-9.]+)"/)).1)
      let sent = try await server.get("\(path(run))/acting?model=\(model)&threshold=\(shown)").text
      let contacted = try #require(page.firstMatch(of: /<dt>Contacted<\/dt><dd>([0-9]+)/)).1
      #expect(sent.contains("<dt>Contacted</dt><dd>\(contacted)<"), "\(model)")
    }
  }

  /// Profit on the page against profit counted by hand from `predictions.csv`.
  @Test func movingTheCutOffAndTheMoneyCountsTheRunsCustomers() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let text = try await server.get(
      "\(path(run))/acting?model=logistic&threshold=0.25&clv=100&incentive=4&contact=2&acceptance=0.5&stayer_acceptance=1"
    ).text
    let customers = try ScoredCustomers(RunFolder(existing: run), model: "logistic", jobs: 1).calibrated(.platt)
    var (contacted, found, profit) = (0, 0, 0.0)
    for (score, label) in zip(customers.scores, customers.labels) where score >= 0.25 {
      contacted += 1
      found += Int(label)
      profit += label == 1 ? 0.5 * (100 - 4) - 2 : -(4 + 2)
    }
    #expect(text.contains("<dt>Contacted</dt><dd>\(contacted)<"))
    #expect(text.contains("<dt>Churners found</dt><dd>\(found)<"))
    #expect(text.contains("<dt>Profit</dt><dd>\(NumberText.count(Int(profit.rounded())))<"))
  }

  @Test func amountsThatCannotBeAreNamed() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    for query in [
      "threshold=high", "clv=-5", "acceptance=2", "acceptance=many", "stayer_acceptance=7", "clv=1e999", "clv=1e300",
      "incentive=1e13", "contact=-1",
    ] {
      let answer = try await server.get("\(path(run))/acting?\(query)")
      #expect(answer.status == 400, "\(query)")
      #expect(answer.headers["content-type"] == "application/problem+json")
      let errors = try #require(answer.object["errors"] as? [[String: Any]])
      #expect(errors.map { $0["field"] as? String } == [String(query.prefix { $0 != "=" })])
    }
  }

  /// A run without money, whose name no path holds as it is.
  @Test func aCampaignThatIsHalfTypedIsWaitedFor() async throws {
    let home = try TemporaryFolder()
    let text = ServedSample.experiment.replacing(/calibration:(?s:.)*/, with: "")
      .replacing("experiment: small", with: "experiment: größe")
    _ = try ServedSample.make(text, in: home)
    let results = "\(home.path)/Results"
    let server = try await TestServer { $0.results = results }
    let list = try await server.get("/runs").text
    let path = String(try #require(list.firstMatch(of: /href="(\/runs\/gr[^"]+)"/)).1)
    let half = try await server.get("\(path)?clv=100&incentive=4")
    #expect(half.status == 200)
    #expect(half.text.contains("value=\"100\"") && !half.text.contains("<dt>Profit</dt>"))
    let whole = try await server.get("\(path)?clv=100&incentive=4&contact=2&acceptance=0.5").text
    #expect(whole.contains("<dt>Profit</dt>"))
    let record = String(try #require(whole.firstMatch(of: /href="(\/v1\/records\/[^"]+)"/)).1)
    #expect(try await server.get(record).object["schema"] as? String == "churnlab.results/1")
  }

  @Test func moneyThatNoWholeNumberHoldsIsShown() async throws {
    let home = try TemporaryFolder()
    let run = try ServedSample.make(ServedSample.experiment.replacing("clv: 200", with: "clv: 1.0e+300"), in: home)
    let results = "\(home.path)/Results"
    let page = try await TestServer { $0.results = results }.get(path(run))
    #expect(page.status == 200)
    #expect(page.text.firstMatch(of: /<dt>Profit<\/dt><dd>[0-9.]+e\+30[0-9]</) != nil)
  }

  @Test func pointsAreFiltered() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    #expect(
      try await server.get("\(path(run))/points?filter=max_depth%3D2,model%3Dforest").text.contains(
        "2 of 2 points that meet")
    )
    #expect(try await server.get("\(path(run))/points?filter=depth%3D2").text.contains("no such column"))
    #expect(try await server.get("\(path(run))/points?sort=%3Cscript%3E").text.contains("&lt;script&gt;"))
  }

  @Test func runsAreCompared() async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let id = FormValues.encoded(String(path(run).dropFirst(6)))
    #expect(try await server.get("/runs/compare?run=\(id)").status == 400)
    let page = try await server.get("/runs/compare?run=\(id)&run=\(id)")
    #expect(page.status == 200)
    #expect(page.text.contains("+0.0000"))
  }
}

/// Starting, following and cancelling runs, which are processes of their own.
@Suite struct RunJobTests {
  private func started(_ server: TestServer, _ body: String) async throws -> String {
    let answer = try await server.post("/v1/runs", body)
    #expect(answer.status == 202, "\(answer.text)")
    let place = try #require(answer.headers["location"])
    #expect(place == "/v1/runs/\(answer.object["id"] as? String ?? "")")
    return place
  }

  @Test func aRunIsStartedAndFollowedToItsEnd() async throws {
    let home = try TemporaryFolder()
    let results = "\(home.path)/Results"
    let server = try await TestServer { $0.results = results }
    let place = try await started(server, #"{"experiment": "small.yaml", "set": ["seed=4"]}"#)
    let events = try await server.get("\(place)/events")
    #expect(events.headers["content-type"] == "text/event-stream")
    let states = events.text.matches(of: /event: progress\ndata: (.*)\n/).map { String($0.1) }
    let last = try #require(
      states.last.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) } as? [String: Any])
    #expect(last["state"] as? String == "finished", "\(events.text)")
    #expect(last["done"] as? Int == last["planned"] as? Int)
    let run = try #require(last["run"] as? String)
    // The same experiment through the command line has the same results.
    let outcome = try Tool.run([
      "run", "\(server.folder)/small.yaml", "--set", "seed=4", "--results", "\(home.path)/Other", "--json", "--quiet",
    ])
    let direct = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    #expect(
      try await server.get("/v1/records/\(run)").object["results_digest"] as? String == direct["results_digest"]
        as? String)
    #expect(try await server.get("/runs/\(run)").status == 200)
  }

  @Test func aRunIsCancelledAndCanBeGoneOnWith() async throws {
    let home = try TemporaryFolder()
    let results = "\(home.path)/Results"
    let server = try await TestServer { $0.results = results }
    let slow =
      #"{"experiment": "small.yaml", "set": ["models.forest.n_estimators=[4000]", "models.forest.max_depth=[20]", "resampling.folds=10"]}"#
    let place = try await started(server, slow)
    let waiting = try await started(server, #"{"experiment": "small.yaml"}"#)
    #expect(try await server.client().ask("DELETE", waiting).object["state"] as? String == "cancelled")
    var state = try await server.get(place).object
    for _ in 0..<600 where state["run"] is NSNull {
      try await Task.sleep(for: .milliseconds(50))
      state = try await server.get(place).object
    }
    let run = try #require(state["run"] as? String)
    #expect(try await server.client().ask("DELETE", place).status == 202)
    #expect(try await server.get("\(place)/events").text.contains("\"state\":\"cancelled\""))
    let folder = try RunFolder(existing: "\(results)/\(run)")
    #expect(!folder.isFinished)
    let list = try #require(try await server.get("/v1/runs").object["runs"] as? [[String: Any]])
    #expect(list.first { $0["id"] as? String == run }?["state"] as? String == "unfinished")
  }

  @Test(arguments: [
    (#"{"experiment": "none.yaml"}"#, 404, "no experiment file"),
    (#"{"experiment": "../small.yaml"}"#, 404, "no experiment file"),
    (#"{"experiment": "small.yaml", "set": ["modles=1"]}"#, 422, "did you mean"), ("{", 400, "no JSON"),
    ("[]", 422, "an object"),
    ("{}", 422, "experiment"), (#"{"experiment": 5}"#, 422, "a text"),
    (#"{"experiment": "small.yaml", "nice": 1}"#, 422, "no such member"),
    (#"{"experiment": "small.yaml", "experiment": "small.yaml"}"#, 422, "stands twice"),
    (#"{"experiment": "small.yaml", "set": ["data.path=/etc/passwd"]}"#, 422, "not in the folder"),
    (#"{"experiment": "small.yaml", "set": ["data.path=../../../etc/passwd"]}"#, 422, "not in the folder"),
  ])
  func wrongOrdersAreRefused(body: String, status: Int, words: String) async throws {
    let answer = try await TestServer().post("/v1/runs", body)
    #expect(answer.status == status, "\(answer.text)")
    #expect((answer.object["detail"] as? String)?.contains(words) == true, "\(answer.text)")
  }

  /// A few hundred bytes that stand for more values than can be counted.
  @Test(arguments: ["? *c\n: 1\n", "d: *c\n", "{[*c]: 1}\n"])
  func aTextThatStandsForAnEnormousTreeIsRefused(end: String) async throws {
    let server = try await TestServer()
    let many = { (name: String) in [String](repeating: name, count: 1_000).joined(separator: ",") }
    let bomb = "a: &a [\(many("x"))]\nb: &b [\(many("*a"))]\nc: &c [\(many("*b"))]\n" + end
    let answer = try await server.submit("/runs/new", from: "/runs/new", [("yaml", bomb)])
    #expect(answer.status == 422)
    #expect(answer.text.contains("Aliases"))
    for text in ["a: 2*3", "# *a*", "a: 'b' # c", "- b*"] { #expect(!ExperimentShelf.mayHoldAlias(text), "\(text)") }
    for text in ["- *a", "[*a]", "*a : 1", "x: *a", "\t*a", "# x\r- *a", "# \u{2028}*a"] {
      #expect(ExperimentShelf.mayHoldAlias(text), "\(text)")
    }
  }

  @Test func thePageStartsARunToo() async throws {
    let home = try TemporaryFolder()
    let results = "\(home.path)/Results"
    let server = try await TestServer { $0.results = results }
    let form = try await server.get("/runs/new?file=small.yaml").text
    #expect(form.contains("experiment: small"))
    let refused = try await server.submit("/runs/new", from: "/runs/new", [("yaml", "experiment: [")])
    #expect(refused.status == 422 && refused.text.contains("role=\"alert\""))
    let answer = try await server.submit(
      "/runs/new", from: "/runs/new", [("name", "small.yaml"), ("yaml", ServedSample.experiment)])
    #expect(answer.status == 303)
    let place = try #require(answer.headers["location"])
    _ = try await server.get("/v1/runs/\(place.split(separator: "/").last ?? "")/events")
    #expect(try await server.get(place).text.contains("See the results"))
  }
}
