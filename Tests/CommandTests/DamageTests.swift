import Foundation
import TestSupport
import Testing

/// What crashes and bad disks leave: resuming computes what is damaged again and nothing else.
@Suite struct DamageTests {
  private let setup: InterruptedRun
  private let whole: InterruptedRun.Outcome
  private let run: String

  /// A run stopped with some units finished.
  init() throws {
    setup = try InterruptedRun()
    whole = try InterruptedRun.outcome.get()
    let process = try setup.start()
    run = try setup.waitForUnits(6)
    process.send(SIGKILL)
    _ = try process.wait()
  }

  private func edit(_ path: String, _ change: (inout Data) -> Void) throws {
    let url = URL(fileURLWithPath: path)
    var data = try Data(contentsOf: url)
    change(&data)
    try data.write(to: url)
  }

  /// Resumes and compares; `lost` finished units have to be computed again.
  private func expectRecovery(losing lost: Int, _ what: String) throws {
    let before = try setup.journal(run).count
    let answer = try setup.resume(run)
    #expect(answer.status == 0, "\(what): \(answer.errors)")
    let record = try answer.json()
    #expect(record.digest == whole.digest, "\(what)")
    let planned = try #require(record.engine("fits_planned"))
    let run = try #require(record.engine("fits_run"))
    #expect(run <= planned - before + lost, "\(what)")
  }

  @Test func tornLastLineIsDropped() throws {
    try edit(setup.file("journal.jsonl", of: run)) { $0.removeLast(20) }
    try expectRecovery(losing: 1, "torn line")
  }

  @Test func flippedBitsInTheJournalCostTheirLines() throws {
    try edit(setup.file("journal.jsonl", of: run)) { data in
      let lines = data.split(separator: 0x0A, omittingEmptySubsequences: true)
      data[lines[1].startIndex + 40] ^= 1
      data[lines[3].startIndex + 3] ^= 0x80
      data[lines[4].endIndex] ^= 7
    }
    try expectRecovery(losing: 4, "flipped journal")
  }

  @Test func emptyJournalCostsEverything() throws {
    try edit(setup.file("journal.jsonl", of: run)) { $0 = Data() }
    let answer = try setup.resume(run)
    #expect(try answer.json().digest == whole.digest)
  }

  @Test func truncatedFlippedAndMissingScoreFilesAreComputedAgain() throws {
    let units = try setup.journal(run)
    try edit(setup.file("scores/\(units[0]).bin", of: run)) { $0.removeLast(9) }
    try edit(setup.file("scores/\(units[2]).bin", of: run)) { $0[$0.count / 2] ^= 4 }
    try FileManager.default.removeItem(atPath: setup.file("scores/\(units[4]).bin", of: run))
    try expectRecovery(losing: 3, "score files")
  }

  @Test func leftoversOfACrashAreNoObstacle() throws {
    for name in ["scores/\(try setup.journal(run)[0]).bin.part", "points.jsonl.unranked", "results.json.part"] {
      try Data("torn".utf8).write(to: URL(fileURLWithPath: setup.file(name, of: run)))
    }
    try expectRecovery(losing: 0, "leftovers")
  }

  /// Data that changed under a run are named, not used.
  @Test func changedDataAreRefused() throws {
    try setup.folder.write(SmallExperiment.customers(seed: 2), to: "customers.csv")
    let answer = try setup.resume(run)
    #expect(answer.status == 2 && answer.output.isEmpty)
    #expect(answer.errors.contains("customers.csv") && answer.errors.contains("changed"), "\(answer.errors)")
  }
}
