import Foundation
import Testing

@testable import ChurnServer

/// What is too much, too slow or too rude gets a 4xx and nothing else, and the server goes on.
@Suite struct LimitTests {
  @Test func tooMuchIsRefused() async throws {
    let server = try await TestServer { options in
      options.limits.bodyBytes = 20_000
      options.limits.customers = 5
    }
    let six = "[" + [String](repeating: Customers.one, count: 6).joined(separator: ",") + "]"
    #expect(try await server.post("/v1/predict", six).status == 413)
    #expect(try await server.post("/v1/predict", String(repeating: " ", count: 30_000) + Customers.one).status == 413)
    let long = Customers.one.replacing("basic", with: String(repeating: "x", count: 2_000))
    #expect(try await server.post("/v1/predict", long).status == 422)
    let name = Customers.one.replacing("}", with: ", \"\(String(repeating: "n", count: 2_000))\": 1}")
    #expect(try await server.post("/v1/predict", name).status == 422)
    let deep = Customers.one.replacing(
      "}", with: ", \"x\": " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}")
    #expect(try await server.post("/v1/predict", deep).status == 400)
    #expect(try await server.post("/v1/predict", Customers.one).status == 200)
  }

  @Test func whatSaysThatItIsTooLargeIsNotWaitedFor() async throws {
    let server = try await TestServer()
    for path in ["/v1/predict", "/files", "/score"] {
      let client = try server.client()
      client.send("POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999999999\r\n\r\n")
      #expect(await client.answer()?.status == 413, "\(path)")
    }
  }

  /// A client that first sends all and then reads gets its answer too, and may not stay for ever behind it.
  @Test(arguments: ["close", "keep-alive"])
  func whatIsRefusedEarlyIsTakenToItsEnd(connection: String) async throws {
    let server = try await TestServer { $0.limits.headSeconds = 1 }
    let client = try server.client()
    let count = 12 << 20
    client.send(
      "POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: \(connection)\r\nContent-Length: \(count)\r\n\r\n")
    #expect(await client.sendApart(Data(repeating: UInt8(ascii: " "), count: count)) == count)
    #expect(await client.answer()?.status == 413)
    #expect(await client.isEnded())
  }

  /// Looking among 200,000 names for what a missing column may be called would keep everybody else waiting for minutes.
  @Test func manyNamesCostLittle() async throws {
    let server = try await TestServer()
    let names = (0..<200_000).map { "\"usag\($0)\":1" }.joined(separator: ",")
    let answer = try await server.post("/v1/predict", "{\"age\": 30, \"plan\": \"basic\", \(names)}")
    #expect(answer.status == 422)
    #expect((answer.object["errors"] as? [[String: Any]])?.count == 1)
    let empty = "[" + [String](repeating: "{}", count: 10_000).joined(separator: ",") + "]"
    #expect((try await server.post("/v1/predict", empty).object["errors"] as? [[String: Any]])?.count == 100)
  }

  @Test func anUploadMayNotDribbleForEver() async throws {
    let server = try await TestServer { options in
      options.limits.bodySeconds = 1
      options.limits.fileSeconds = 2
    }
    let client = try server.client()
    client.send(
      "POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=X\r\n"
        + "Content-Length: 5000\r\n\r\n")
    for _ in 0..<100 {
      client.send("x")
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(await client.answer()?.status == 408)
  }

  @Test func aHeadThatIsTooLargeIsRefused() async throws {
    let server = try await TestServer()
    let client = try server.client()
    client.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n")
    #expect(400..<500 ~= (await client.answer()?.status ?? 0))
    #expect(try await server.get("/healthz").status == 200)
  }

  @Test(arguments: [
    "NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET  / HTTP/1.1\r\nHost : x\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n",
  ])
  func whatIsNoHTTPIsRefused(text: String) async throws {
    let server = try await TestServer()
    let client = try server.client()
    client.send(text)
    if let answer = await client.answer() { #expect(400..<500 ~= answer.status) }
    #expect(try await server.get("/healthz").status == 200)
  }

  @Test func slowClientsAreShownTheDoor() async throws {
    let server = try await TestServer { options in
      options.limits.headSeconds = 1
      options.limits.bodySeconds = 1
    }
    let (silent, halfHead, halfBody) = (try server.client(), try server.client(), try server.client())
    halfHead.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    halfBody.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{\"age\":")
    #expect(await silent.answer() == nil)
    #expect(await halfHead.answer() == nil)
    #expect(await halfBody.answer()?.status == 408)
    #expect(await halfBody.answer() == nil)
    #expect(try await server.get("/healthz").status == 200)
  }

  @Test func aBodyThatDribblesDoesNotLast() async throws {
    let server = try await TestServer { $0.limits.bodySeconds = 1 }
    let client = try server.client()
    client.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n")
    for _ in 0..<30 {
      client.send(" ")
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(await client.answer()?.status == 408)
  }

  @Test func aClientThatBreaksOffHarmsNobody() async throws {
    let server = try await TestServer()
    for _ in 0..<20 {
      let client = try server.client()
      client.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{\"age\":")
      shutdown(client.socket, Int32(SHUT_WR))
    }
    #expect(try await server.post("/v1/predict", Customers.one).status == 200)
  }

  @Test func tooManyRequestsAtATimeAreToldToWait() async throws {
    let server = try await TestServer { $0.limits.requests = 1 }
    let busy = try server.client()
    busy.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(Customers.one.utf8.count)\r\n\r\n")
    try await Task.sleep(for: .milliseconds(200))
    let refused = try await server.get("/v1/models")
    #expect(refused.status == 429)
    #expect(refused.headers["retry-after"] != nil)
    busy.send(Customers.one)
    #expect(await busy.answer()?.status == 200)
    #expect(try await server.get("/v1/models").status == 200)
  }

  @Test(arguments: [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/runs/..%2f..%2f/etc", "/runs/small/..%2f..",
    "/runs/%2e%2e/%2e%2e",
    "/runs/new?file=../customers.csv", "/runs/new?file=..%2fcustomers.csv", "/v1/records/../..", "/files/..%2f..%2fetc",
    "/assets/../../etc/passwd",
  ])
  func noPathLeadsOut(path: String) async throws {
    let answer = try await TestServer().get(path)
    #expect(400..<500 ~= answer.status, "\(path)")
    #expect(!answer.text.contains("root:"))
  }
}
