import Foundation
import TestSupport
import Testing

@Suite struct VerifyTests {
  private let folder: TemporaryFolder
  private let run: String

  init() throws {
    folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    run = try #require(try Churnlab.run("run", "small.yaml", "--json", in: folder).json()["run"] as? String)
  }

  private var files: [String] {
    let all = FileManager.default.enumerator(atPath: "\(folder.path)/\(run)")?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder.path)/\(run)/\(name)", isDirectory: &isFolder)
      return !isFolder.boolValue && !name.hasPrefix(".")
    }.sorted()
  }

  @Test func intactRunHolds() throws {
    for arguments in [["verify", run], ["verify", run, "--rerun", "--jobs", "1"]] {
      let answer = try Churnlab(arguments + ["--json"], in: folder, environment: ["TMPDIR": folder.path]).wait()
      #expect(answer.status == 0, "\(answer.errors) \(answer.output)")
      let record = try answer.json()
      #expect(record["ok"] as? Bool == true && record["points_checked"] as? Int == 19)
      #expect(folder.names == ["Results", "customers.csv", "small.yaml"], "the temporary folder is gone")
    }
  }

  /// Every file of the run, the manifest itself among them.
  @Test func oneFlippedByteIsFound() throws {
    #expect(files.count > 20)
    let scores = files.filter { $0.hasPrefix("scores/") }
    for file in files where !scores.dropFirst(2).contains(file) {
      let url = URL(fileURLWithPath: "\(folder.path)/\(run)/\(file)")
      let whole = try Data(contentsOf: url)
      var damaged = whole
      damaged[Int.random(in: 0..<whole.count)] ^= UInt8(1 << Int.random(in: 0..<8))
      try damaged.write(to: url)
      let answer = try Churnlab.run("verify", run, "--json", in: folder)
      try whole.write(to: url)
      #expect(answer.status == 1, "\(file)")
      #expect(answer.errors.contains(file) && answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
      let damages = try #require(try answer.json()["damages"] as? [[String: String]])
      #expect(damages.map { $0["file"] } == [file])
    }
  }

  @Test func missingFileIsFound() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(run)/cv_results.csv")
    let answer = try Churnlab.run("verify", run, in: folder)
    #expect(answer.status == 1 && answer.errors.contains("cv_results.csv"), "\(answer.errors)")
  }

  @Test func movedRunHolds() throws {
    let elsewhere = "\(folder.path)/elsewhere"
    try FileManager.default.moveItem(atPath: "\(folder.path)/\(run)", toPath: elsewhere)
    try FileManager.default.removeItem(atPath: "\(folder.path)/customers.csv")
    #expect(try Churnlab.run("verify", "elsewhere", in: folder).status == 0)
  }

  @Test func unfinishedRunCannotBeVerified() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(run)/manifest.sha256")
    let answer = try Churnlab.run("verify", run, in: folder)
    #expect(answer.status == 2 && answer.errors.contains("resume"), "\(answer.errors)")
  }

  @Test func droppedScoresAreSaid() throws {
    let capped = try Churnlab.run("run", "small.yaml", "--max-score-bytes", "20000", "--json", in: folder).json()
    let answer = try Churnlab.run("verify", try #require(capped["run"] as? String), "--json", in: folder)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try answer.json()["points_unchecked"] as? Int == 9)
    let again = try Churnlab.run("verify", "--rerun", try #require(capped["run"] as? String), "--json", in: folder)
    #expect(try again.json()["points_checked"] as? Int == 19 && again.status == 0, "\(again.errors)")
  }

  /// `sha256sum` reads the manifest.
  @Test func manifestIsForOthersToo() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", "--check", "--quiet", "--strict", "manifest.sha256"]
    process.currentDirectoryURL = URL(fileURLWithPath: "\(folder.path)/\(run)")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
