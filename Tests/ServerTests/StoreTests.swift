import Foundation
import GRDB
import TestSupport
import Testing

@testable import ChurnServer

@Suite struct StoreTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/p.sqlite" }
  private static let model = StoredModel(digest: "d", name: "forest", experiment: "e", run: "r")

  init() throws { folder = try TemporaryFolder() }

  private static func rows(_ path: String, _ sql: String) throws -> [Row] {
    try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: sql) }
  }

  private static func answer(_ number: Int, count: Int) -> StoredAnswer {
    StoredAnswer(
      source: .api, model: model,
      predictions: (0..<count).map {
        StoredPrediction(
          inputs: "{\"n\":\(number)}", probability: Double(number) / 1_000 + Double($0), band: $0 == 0 ? nil : "High",
          action: nil, expectedProfit: nil)
      })
  }

  @Test func manyAtOnceAreAllKeptUnderTheirOwnNumbers() async throws {
    let store = try PredictionStore(path: path)
    // The first is long in being committed, so that others have to wait.
    let sizes = [5_000] + (1..<200).map { $0 % 4 }
    let numbers = try await withThrowingTaskGroup(of: (Int, ClosedRange<Int64>?).self) { group in
      for (number, size) in sizes.enumerated() {
        group.addTask { (number, try await store.save(Self.answer(number, count: size))) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let counts = store.counts
    #expect(counts.predictions == sizes.reduce(0, +))
    // What waited was committed together.
    #expect(counts.commits < 200)
    store.close()
    let rows = try Self.rows(path, "SELECT id, inputs, probability FROM prediction")
    #expect(rows.count == counts.predictions)
    for row in rows {
      let (id, probability) = (row["id"] as Int64, row["probability"] as Double)
      let number = Int((probability.truncatingRemainder(dividingBy: 1) * 1_000).rounded())
      let range = try #require(numbers[number] ?? nil)
      #expect(range.contains(id))
      #expect(id - range.lowerBound == Int64(probability))
      #expect(row["inputs"] == "{\"n\":\(number)}")
    }
    #expect((numbers[4] ?? nil) == nil)
  }

  @Test func aStoreIsOpenedAgainWithAllThatWasInIt() async throws {
    for round in 1...3 {
      let store = try PredictionStore(path: path)
      _ = try await store.save(Self.answer(round, count: 2))
      store.close()
      #expect(try Self.rows(path, "SELECT id FROM prediction").count == 2 * round)
      #expect(try Self.rows(path, "SELECT id FROM model").count == 1)
    }
  }

  @Test func aPlaceThatCannotBeWrittenIsSaid() {
    #expect(throws: (any Error).self) { try PredictionStore(path: "\(folder.path)/no/such/folder/p.sqlite") }
  }

  @Test func everyServedPredictionIsOnRecordWithItsModelInputsAndTime() async throws {
    let server = try await TestServer()
    let before = Date().timeIntervalSince1970
    let answer = try await server.post("/v1/predict", Customers.one)
    _ = try await server.submit("/score", from: "/", [("now.age", "44")])
    let rows = try Self.rows(
      server.store, "SELECT p.*, m.digest, m.name FROM prediction p JOIN model m ON m.id = p.model ORDER BY p.id")
    try #require(rows.count == 2)
    #expect(rows[0]["id"] == answer.object["id"] as? Int)
    #expect(rows[0]["inputs"] == Customers.one)
    #expect(rows[0]["probability"] == answer.object["probability"] as? Double)
    #expect(rows[0]["band"] == answer.object["band"] as? String)
    #expect(rows[0]["digest"] == answer.headers["churnlab-model"])
    #expect(before...Date().timeIntervalSince1970 ~= rows[0]["time"])
    #expect(rows[1]["source"] == "form")
    #expect((rows[1]["inputs"] as String).contains("\"age\":\"44\""))
  }

  @Test func storingCanBeTurnedOff() async throws {
    let server = try await TestServer { options in options.isStoring = false }
    let answer = try await server.post("/v1/predict", Customers.one)
    #expect(answer.status == 200)
    #expect(answer.object["id"] == nil)
    #expect(!FileManager.default.fileExists(atPath: server.store))
  }
}
