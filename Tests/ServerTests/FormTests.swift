import ChurnML
import Foundation
import TestSupport
import Testing
import Workbench

@testable import ChurnServer

/// The page for one customer, as it is without JavaScript.
@Suite struct FormTests {
  @Test func theFormAsksForTheModelsColumns() async throws {
    let page = try await TestServer().get("/")
    #expect(page.status == 200)
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    for name in ["age", "plan", "usage"] { #expect(page.text.contains("name=\"now.\(name)\"")) }
    for name in ["id", "fold", "churn"] { #expect(!page.text.contains("name=\"now.\(name)\"")) }
    #expect(page.text.contains("<option value=\"basic\""))
    for elsewhere in ["http://", "https://", "//cdn"] { #expect(!page.text.contains("=\"\(elsewhere)")) }
  }

  @Test func theAnswerIsTheApisInWords() async throws {
    let server = try await TestServer()
    let page = try await server.submit(
      "/score", from: "/", [("now.age", "30"), ("now.plan", "basic"), ("now.usage", "12.5")])
    let answer = try await server.post("/v1/predict", Customers.one).object
    let risk = try #require(answer["calibrated_probability"] as? Double)
    #expect(page.status == 200)
    #expect(page.text.contains(String(format: "%.1f %%", 100 * risk)))
    #expect(page.text.contains("<span class=\"band\">\(try #require(answer["band"] as? String))</span>"))
    let standing = try #require(answer["percentile"] as? Double)
    #expect(page.text.contains("Higher than \(Int(standing)) % of all customers"))
    #expect(page.text.contains("Basic plan"))
  }

  @Test func twoVersionsStandSideBySide() async throws {
    let server = try await TestServer()
    let now = [("now.age", "30"), ("now.plan", "basic"), ("now.usage", "12.5")]
    let opened = try await server.submit("/score", from: "/", now + [("compare", "yes")])
    #expect(opened.text.contains("name=\"then.plan\""))
    let both = try await server.submit(
      "/score", from: "/", now + [("then.age", "30"), ("then.plan", "all"), ("then.usage", "90")])
    for word in ["As is", "Changed", "points of risk"] { #expect(both.text.contains(word)) }
    let closed = try await server.submit("/score", from: "/", now + [("then.age", "3"), ("compare", "no")])
    #expect(!closed.text.contains("name=\"then.plan\""))
  }

  @Test func aLinkFillsTheFormAndNothingIsStoredByLookingAtIt() async throws {
    let server = try await TestServer()
    // The second is what a browser shows that has sent the form.
    for path in ["/", "/score"] {
      let page = try await server.get("\(path)?now.age=61&now.plan=plus&now.usage=7%2E5")
      #expect(page.text.contains("value=\"61\""))
      #expect(page.text.contains("<option value=\"plus\" selected=\"\">"))
      #expect(page.text.contains("value=\"7.5\""))
    }
    #expect(try await server.get("/metrics").text.contains("churnlab_stored_predictions_total 0"))
  }

  @Test func aNumberThatIsNoneIsNamed() async throws {
    let page = try await TestServer().submit("/score", from: "/", [("now.age", "young"), ("now.usage", "1")])
    #expect(page.status == 422)
    #expect(page.text.contains("age: &quot;young&quot; is not a number"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus='alert(1)", "&lt;b&gt;",
  ])
  func whatIsTypedIsShownAndNeverRun(text: String) async throws {
    let server = try await TestServer()
    let page = try await server.submit(
      "/score", from: "/", [("now.age", text), ("now.plan", text), ("now.usage", text)])
    let link = try await server.get("/?now.age=\(FormValues.encoded(text))&now.plan=\(FormValues.encoded(text))")
    for page in [page.text, link.text] {
      #expect(!page.contains("<script>alert"))
      #expect(!page.contains("<img"))
      #expect(!page.contains("' autofocus"))
    }
    #expect(
      page.text.contains(
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
          "\"", with: "&quot;"
        ).replacing("'", with: "&#39;")))
  }

  @Test func examplesDifferInTheirRisk() async throws {
    let server = try await TestServer()
    func risk(_ example: String) async throws -> Double {
      let page = try await server.get("/?example=\(example)").text
      var values: [(String, String)] = []
      for name in ["age", "usage"] {
        let pattern = try Regex("name=\"now.\(name)\" value=\"([^\"]*)\"")
        values.append(("now.\(name)", String(try #require(page.firstMatch(of: pattern)?.output[1].substring))))
      }
      let plan = try #require(page.firstMatch(of: /<option value="([a-z]+)" selected=""/))
      let answer = try await server.submit("/score", from: "/", values + [("now.plan", String(plan.1))]).text
      let shown = try #require(answer.firstMatch(of: /<p class="risk">([0-9.]+) %/))
      return Double(shown.1) ?? .nan
    }
    let (usual, risky, safe) = (try await risk("usual"), try await risk("risky"), try await risk("safe"))
    #expect(safe <= usual && usual <= risky && safe < risky)
  }
}

@Suite struct ProfileTests {
  /// 60 customers: those without internet never have security, and the two plans are mixed with all.
  private static let columns = [
    "internet,security,plan": (0..<60).map { row -> [String] in
      let internet = row % 2 == 0 ? "yes" : "no"
      return [internet, internet == "no" ? "none" : row % 4 == 0 ? "on" : "off", row % 3 == 0 ? "a" : "b"]
    }
  ]

  @Test func whatNeverGoesTogetherIsFound() {
    let rows = (0..<4).flatMap { _ in Self.columns["internet,security,plan"] ?? [] }
    let columns = ["internet", "security", "plan"].enumerated().map { index, name in
      Column(categorical: name, cells: rows.map { $0[index] })
    }
    let profile = CustomerProfile(of: columns, jobs: 1)
    let pairs = Set(profile.exclusions.map { "\($0.column) \($0.category) \($0.otherColumn) \($0.otherCategory)" })
    #expect(pairs == ["internet no security off", "internet no security on", "internet yes security none"])
    #expect(profile.features.map(\.mode) == ["no", "none", "b"])
  }
}
