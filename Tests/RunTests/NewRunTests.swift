import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// A run's folder is there whole, or not at all.
@Suite struct NewRunTests {
  private struct Refusal: Error {}

  @Test func failureLeavesNothing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Refusal.self) {
      try RunFolder.create(under: folder.path + "/a/b", experiment: "x") { run in
        try AtomicFile.write("half", to: run.file(.experiment))
        throw Refusal()
      }
    }
    #expect(folder.names.isEmpty)
  }

  @Test func failureLeavesOtherRunsAlone() throws {
    let folder = try TemporaryFolder()
    let run = try RunFolder.create(under: folder.path, experiment: "x") { _ in }
    #expect(throws: Refusal.self) { try RunFolder.create(under: folder.path, experiment: "x") { _ in throw Refusal() } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/x") == [run.name])
  }

  @Test func oldLeftoversOfKilledProcessesGo() throws {
    let folder = try TemporaryFolder()
    for (name, age) in [(".old.new", 7200.0), (".young.new", 60)] {
      let path = "\(folder.path)/x/\(name)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    }
    let run = try RunFolder.create(under: folder.path, experiment: "x") { _ in }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/x")
    #expect(Set(names) == [".young.new", run.name])
  }

  /// `latest` follows the newest finished run and replaces nothing that is no link.
  @Test func latestIsALink() throws {
    let run = try SmallRun()
    let latest = URL(fileURLWithPath: run.run.path).deletingLastPathComponent().appendingPathComponent("latest").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: latest) == run.run.name)
    #expect(try RunFolder(existing: latest).record().resultsDigest == run.record.resultsDigest)
    try FileManager.default.removeItem(atPath: latest)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: latest))
    try run.run.linkLatest()
    #expect(try String(contentsOfFile: latest, encoding: .utf8) == "mine")
  }
}
