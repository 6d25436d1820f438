import Foundation
import TestSupport
import Testing

@Suite struct SignalTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func interruptionIsQuickAndResumable(signal: Int32) throws {
    let setup = try InterruptedRun()
    let process = try setup.start()
    let run = try setup.waitForUnits(3)
    let sent = Date()
    process.send(signal)
    let answer = try process.wait()
    #expect(Date().timeIntervalSince(sent) < 1)
    #expect(answer.status == 130)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains("churnlab resume \(run)"), "\(answer.errors)")
    let resumed = try setup.resume(run, jobs: 1)
    #expect(resumed.status == 0)
    #expect(try resumed.json().digest == InterruptedRun.outcome.get().digest)
  }

  /// One fit that would take very long does not hold a signal up.
  @Test func longFitIsLeftAtOnce() throws {
    let setup = try InterruptedRun()
    let process = try setup.start([
      "--set", "models.forest.n_estimators=[1000000]", "--set", "models.forest.max_depth=[null]",
    ])
    let run = try setup.waitForUnits(0)
    usleep(300_000)
    let sent = Date()
    process.send(SIGINT)
    let answer = try process.wait()
    #expect(Date().timeIntervalSince(sent) < 1)
    #expect(answer.status == 130 && answer.errors.contains(run), "\(answer.errors)")
  }

  /// Before there is anything to resume nothing is left, and there is nothing between the two.
  @Test func interruptedAtTheStart() throws {
    for milliseconds in stride(from: 10, through: 200, by: fullTests ? 2 : 20) {
      let setup = try InterruptedRun()
      let process = try setup.start()
      usleep(UInt32(1000 * milliseconds))
      process.send(SIGINT)
      let answer = try process.wait()
      // A signal that comes before the program has installed its handlers ends it as the system does.
      #expect(answer.status == 130 || answer.status == -SIGINT, "\(answer.status)")
      guard FileManager.default.fileExists(atPath: setup.folder.path + "/Results") else { continue }
      let run = try #require(setup.run, "a results folder without a run after \(milliseconds) ms")
      #expect(try setup.resume(run).status == 0)
    }
  }

  @Test func secondWriterIsRefused() throws {
    let setup = try InterruptedRun()
    let first = try setup.start()
    let run = try setup.waitForUnits(2)
    first.send(SIGSTOP)
    let second = try setup.resume(run)
    #expect(second.status == 1)
    #expect(second.output.isEmpty && second.errors.contains("another process"), "\(second.errors)")
    #expect(second.errors.split(separator: "\n").count == 1)
    first.send(SIGKILL)
    _ = try first.wait()
    #expect(try setup.resume(run).status == 0, "a dead writer's lock is no obstacle")
  }

  @Test func resumingAFinishedRunPrintsItsRecord() throws {
    let setup = try InterruptedRun()
    let whole = try setup.undisturbed()
    let again = try setup.resume(try #require(whole["run"] as? String))
    #expect(again.status == 0)
    let record = try again.json()
    #expect(record.digest == whole.digest && record.engine("fits_run") == whole.engine("fits_run"))
    #expect(NSDictionary(dictionary: record) == NSDictionary(dictionary: whole))
  }
}
