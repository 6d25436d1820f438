import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import ChurnServer

/// The program itself: how it starts, and how it ends.
@Suite struct ServeCommandTests {
  /// A running program, ended with the last reference to it.
  private final class Program {
    let process = Process()
    let port: Int

    init(_ arguments: [String]) throws {
      let (_, run) = try ServedSample.ready()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: try Tool.path("churnlab-server"))
      process.arguments = ["serve", "--run", run, "--port", "0", "--json"] + arguments
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      var text = Data()
      while !text.contains(UInt8(ascii: "}")) {
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty, "the server ended at once")
        text += more
      }
      let address = try #require((JSONSerialization.jsonObject(with: text) as? [String: Any])?["address"] as? String)
      port = try #require(URL(string: address)?.port)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
  }

  @Test func aKillUnderLoadLosesNoAnsweredPrediction() throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/p.sqlite"
    let program = try Program(["--store", store])
    let (port, number) = (program.port, program.process.processIdentifier)
    let answered = Mutex<[Int: Double]>([:])
    DispatchQueue.concurrentPerform(iterations: 5) { worker in
      if worker == 0 {
        usleep(700_000)
        kill(number, SIGKILL)
        return
      }
      guard let client = try? RawClient(port: port) else { return }
      let body = Data(Customers.one.utf8)
      // Until the connection breaks.
      while let answer = try? client.askNow("POST", "/v1/predict", body: body), answer.status == 200 {
        guard let id = answer.object["id"] as? Int, let risk = answer.object["probability"] as? Double else { return }
        answered.withLock { $0[id] = risk }
      }
    }
    program.process.waitUntilExit()
    let promised = answered.withLock { $0 }
    #expect(promised.count > 20)
    // Opened again as a restarted server would.
    try PredictionStore(path: store).close()
    let kept = try DatabaseQueue(path: store).read { database in
      try Row.fetchAll(database, sql: "SELECT id, probability FROM prediction")
    }
    let byID = Dictionary(uniqueKeysWithValues: kept.map { ($0["id"] as Int, $0["probability"] as Double) })
    for (id, risk) in promised { #expect(byID[id] == risk) }
  }

  @Test func toldToStopItFinishesWhatWasBegun() throws {
    let folder = try TemporaryFolder()
    let program = try Program(["--store", "\(folder.path)/p.sqlite"])
    let client = try RawClient(port: program.port)
    let body = Customers.one
    client.send(
      "POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body.prefix(5))")
    usleep(300_000)
    kill(program.process.processIdentifier, SIGTERM)
    usleep(300_000)
    client.send(String(body.dropFirst(5)))
    #expect(client.answerNow()?.status == 200)
    program.process.waitUntilExit()
    #expect(program.process.terminationReason == .exit)
    #expect(program.process.terminationStatus == 0)
    #expect(folder.names == ["p.sqlite"])
  }

  @Test func whoDoesNotFinishIsCutOffInTime() throws {
    let program = try Program(["--no-store", "--drain", "1"])
    let client = try RawClient(port: program.port)
    client.send("POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
    usleep(300_000)
    kill(program.process.processIdentifier, SIGTERM)
    program.process.waitUntilExit()
    #expect(program.process.terminationStatus == 0)
  }

  @Test(arguments: [
    (["serve", "--run", "none"], 2, "not the folder of a run"), (["serve"], 2, "--run"),
    (["serve", "--run", "x", "--port", "70000"], 2, "--port 70000"),
    (["serve", "--run", "RUN", "--port", "TAKEN", "--no-store"], 1, "is taken"),
    (["serve", "--run", "RUN", "--store", "/no/such/p.sqlite"], 1, "--no-store"),
    (["serve", "--run", "RUN", "--token-file", "/no/such"], 2, "--token-file"),
  ])
  func whatCannotBeIsSaidInASentence(arguments: [String], status: Int, words: String) async throws {
    let server = try await TestServer()
    let (_, run) = try ServedSample.ready()
    let outcome = try Tool.run(
      arguments.map { $0 == "RUN" ? run : $0 == "TAKEN" ? String(server.port) : $0 }, program: "churnlab-server")
    #expect(outcome.status == Int32(status))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
