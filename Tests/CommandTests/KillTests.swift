import Foundation
import TestSupport
import Testing

/// `kill -9` at random moments, again and again.
@Suite struct KillTests {
  private static let kills = fullTests ? 100 : 5

  /// Kills run after run until so many kills have hit, resuming each with other `--jobs`; every one ends with the same digest,
  /// and no finished unit is computed twice.
  @Test func killedRunsComeToTheSame() throws {
    let setup = try InterruptedRun()
    let whole = try InterruptedRun.outcome.get()
    var kills = 0
    while kills < Self.kills { kills += try killUntilDone(setup, whole, allowed: Self.kills - kills) }
    print("\(kills) kills, always the digest \(whole.digest)")
  }

  /// One run from start to end, killed up to `allowed` times; the number of kills.
  private func killUntilDone(
    _ setup: InterruptedRun, _ whole: InterruptedRun.Outcome, allowed: Int
  ) throws -> Int {
    try? FileManager.default.removeItem(atPath: setup.folder.path + "/Results")
    var kills = 0
    var command = ["run", "small.yaml"]
    while true {
      let finished = try setup.run.map { try Set(setup.journal($0)) } ?? []
      let jobs = [1, 2, 3, 5][kills % 4]
      let process = try Churnlab(command + ["--json", "--jobs", "\(jobs)"], in: setup.folder)
      let milliseconds = kills < allowed ? Int.random(in: 30...900) : 60_000
      for _ in 0..<milliseconds where process.isRunning { usleep(1000) }
      let isHit = process.isRunning
      process.send(SIGKILL)
      let answer = try process.wait()
      if !isHit {
        #expect(answer.status == 0, "\(answer.errors)")
        let record = try answer.json()
        #expect(record.digest == whole.digest, "after \(kills) kills")
        #expect(record.engine("fits_run").map { $0 + (record.engine("fits_reused") ?? 0) } == whole.fits)
        return kills
      }
      kills += 1
      guard let run = setup.run else { continue }
      let journal = try setup.journal(run)
      print("kill \(kills) after \(milliseconds) ms: \(journal.count) units finished")
      try expectRecovery(setup, copying: run, as: "copy\(kills)", whole)
      #expect(finished.isSubset(of: journal))
      #expect(Set(journal).count == journal.count, "a finished unit was computed again")
      command = ["resume", run]
    }
  }

  /// Every kill on its own: a copy of what it left is resumed to the end.
  private func expectRecovery(
    _ setup: InterruptedRun, copying run: String, as name: String, _ whole: InterruptedRun.Outcome
  ) throws {
    let copy = "Copies/small/\(name)"
    let path = "\(setup.folder.path)/\(copy)"
    try FileManager.default.createDirectory(
      atPath: "\(setup.folder.path)/Copies/small", withIntermediateDirectories: true)
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: "\(setup.folder.path)/\(run)", toPath: path)
    let answer = try setup.resume(copy)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try answer.json().digest == whole.digest)
  }

  /// Killed while the record is written or sealed: all units are there, the run is not finished.
  @Test func killedNearTheEnd() throws {
    let setup = try InterruptedRun()
    let whole = try InterruptedRun.outcome.get()
    let process = try setup.start()
    let run = try setup.waitForUnits(48)
    process.send(SIGKILL)
    _ = try process.wait()
    let record = try setup.resume(run).json()
    #expect(record.digest == whole.digest)
  }
}
