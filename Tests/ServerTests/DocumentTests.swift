import Foundation
import Testing

@testable import ChurnServer

@Suite struct DocumentTests {
  @Test func whatTheDocumentSaysIsThereAndNothingElse() async throws {
    let server = try await TestServer()
    let document = try await server.get("/v1/openapi.json").object
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    for (path, operations) in paths {
      let place = path.replacing("{id}", with: "x").replacing("{experiment}", with: "x").replacing("{run}", with: "x")
      let methods = Set(operations.keys).subtracting(["parameters"])
      for method in ["get", "post", "delete", "put", "patch"] {
        let status = try await server.client().ask(method.uppercased(), place).status
        #expect((status != 405) == methods.contains(method), "\(method) \(path): \(status)")
      }
    }
    // Every reference leads somewhere.
    let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: Any])
    for reference in try await server.get("/v1/openapi.json").text.matches(of: /#\/components\/schemas\/(\w+)/) {
      #expect(schemas[String(reference.1)] != nil)
    }
    let customer = try #require(schemas["Customer"] as? [String: Any])
    #expect(Set(try #require(customer["required"] as? [String])) == ["age", "plan", "usage"])
  }

  /// The exposition format's own rules: every sample has its type before it, and histograms add up.
  @Test func metricsAreWellFormed() async throws {
    let server = try await TestServer()
    _ = try await server.post("/v1/predict", "[\(Customers.one), \(Customers.one)]")
    _ = try await server.get("/nothing")
    let lines = try await server.get("/metrics").text.split(separator: "\n")
    var types: [Substring: Substring] = [:]
    var values: [Substring: Double] = [:]
    for line in lines where !line.hasPrefix("# HELP") {
      if line.hasPrefix("# TYPE ") {
        let parts = line.split(separator: " ")
        #expect(types[parts[2]] == nil)
        types[parts[2]] = parts[3]
        continue
      }
      let end = try #require(line.lastIndex(of: " "))
      let name = line.prefix { $0 != "{" && $0 != " " }
      let family = types[name] != nil ? name : name.prefix(upTo: try #require(name.lastIndex(of: "_")))
      #expect(types[family] != nil, "\(line)")
      values[line[..<end]] = Double(line[line.index(after: end)...])
      #expect(values[line[..<end]] != nil, "\(line)")
    }
    #expect(values["churnlab_predictions_total{model=\"forest\"}"] == 2)
    #expect(values["churnlab_http_requests_total{method=\"POST\",route=\"/v1/predict\",status=\"200\"}"] == 1)
    let route = "route=\"/v1/predict\""
    #expect(values["churnlab_http_request_seconds_bucket{\(route),le=\"+Inf\"}"] == 1)
    #expect(values["churnlab_http_request_seconds_count{\(route)}"] == 1)
    #expect(values["churnlab_stored_predictions_total"] == 2)
  }
}
