import Foundation
import Testing

@testable import ChurnServer

@Suite struct AccessTests {
  @Test func pagesOfOtherSitesChangeNothing() async throws {
    let server = try await TestServer()
    let origins = [
      ["Origin": "http://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
      ["Sec-Fetch-Site": "same-site"], ["Origin": "http://127.0.0.1:1"],
    ]
    for headers in origins {
      #expect(try await server.post("/v1/predict", Customers.one, headers: headers).status == 403)
    }
    let own = ["Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"]
    #expect(try await server.post("/v1/predict", Customers.one, headers: own).status == 200)
  }

  @Test func onlyItsOwnNamesAreAnswered() async throws {
    let server = try await TestServer { $0.hostNames = ["churn.example"] }
    #expect(try await server.get("/healthz", headers: ["Host": "evil.example"]).status == 421)
    for name in ["churn.example", "localhost:8080", "127.0.0.1", "[::1]:80"] {
      #expect(try await server.get("/healthz", headers: ["Host": name]).status == 200, "\(name)")
    }
  }

  /// A name can be made to point here by anyone who owns it, an address cannot.
  @Test func oneThatOthersReachIsCalledByItsAddressOrANameOfItsOwn() async throws {
    let access = Access(host: "0.0.0.0", names: ["Churn.example"], token: nil)
    for own in ["192.0.2.7:80", "[2001:db8::7]:80", "churn.example", "CHURN.example:8080", "localhost"] {
      #expect(access.isOwn(own), "\(own)")
    }
    for other in ["evil.example", "192.0.2.7.evil.example", "[evil.example]", "192.0.2.999", "", "churn.example."] {
      #expect(!access.isOwn(other), "\(other)")
    }
    #expect(access.isExposed)
    let local = Access(host: "127.0.0.1", names: [], token: nil)
    #expect(!local.isExposed && !local.isOwn("192.0.2.7"))
    let server = try await TestServer()
    let two = try server.client()
    two.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")
    #expect(await two.answer()?.status == 400)
  }

  @Test func formsNeedTheKeyOfTheirPage() async throws {
    let server = try await TestServer()
    let form = ["Content-Type": "application/x-www-form-urlencoded"]
    for body in ["now.age=30", "key=wrong&now.age=30"] {
      #expect(try await server.post("/score", body, headers: form).status == 403)
      #expect(try await server.post("/runs/new", body, headers: form).status == 403)
    }
    #expect(try await server.submit("/score", from: "/", [("now.age", "30")]).status == 200)
  }

  @Test func aTokenIsNeededToWriteAndToStartWork() async throws {
    let server = try await TestServer { $0.token = "sesame" }
    let refused = try await server.post("/v1/predict", Customers.one)
    #expect(refused.status == 401)
    #expect(refused.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
    #expect(try await server.post("/v1/runs", "{}").status == 401)
    for wrong in ["Bearer sesam", "Bearer ", "sesame", "Basic sesame"] {
      #expect(try await server.post("/v1/predict", Customers.one, headers: ["Authorization": wrong]).status == 401)
    }
    let right = ["Authorization": "Bearer sesame"]
    #expect(try await server.post("/v1/predict", Customers.one, headers: right).status == 200)
    #expect(try await server.get("/v1/models").status == 200)
  }

  @Test func browsersSignInOnce() async throws {
    let server = try await TestServer { $0.token = "sesame" }
    #expect(try await server.submit("/score", from: "/", [("now.age", "30")]).status == 401)
    #expect(try await server.submit("/sign-in", from: "/sign-in", [("token", "wrong")]).status == 401)
    let signedIn = try await server.submit("/sign-in", from: "/sign-in", [("token", "sesame")])
    #expect(signedIn.status == 303)
    let cookie = try #require(signedIn.headers["set-cookie"])
    for word in ["HttpOnly", "SameSite=Strict"] { #expect(cookie.contains(word)) }
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(try await server.post("/v1/predict", Customers.one, headers: ["Cookie": pair]).status == 200)
  }

  @Test func answersTellBrowsersToBeStrict() async throws {
    let server = try await TestServer()
    for path in ["/", "/runs", "/v1/models", "/nothing"] {
      let headers = try await server.get(path).headers
      let policy = try #require(headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(headers["x-content-type-options"] == "nosniff")
    }
  }

  @Test func wrongMethodsAreToldTheRightOnes() async throws {
    let server = try await TestServer()
    let answer = try await server.client().ask("PUT", "/v1/predict")
    #expect(answer.status == 405)
    #expect(answer.headers["allow"] == "POST")
    #expect(try await server.client().ask("DELETE", "/healthz").headers["allow"] == "GET, HEAD")
    #expect(try await server.get("/nothing").status == 404)
    #expect(try await server.get("/nothing").headers["content-type"] == "application/problem+json")
  }
}
