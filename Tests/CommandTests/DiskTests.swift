import ChurnML
import Foundation
import TestSupport
import Testing

/// A file system of its own, where mounting is allowed; unmounted with the last reference.
private final class MountedFolder {
  let path: String

  /// nil where mounting is not allowed.
  init?(at path: String, options: [String]) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Self.run("mount", options + [path]) else {
      print("skipped: mounting is not allowed here")
      return nil
    }
  }

  deinit { _ = Self.run("umount", ["-l", path]) }

  static func run(_ tool: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

@Suite struct DiskTests {
  /// Filled at several points of a run; emptied, the run goes on.
  @Test func fullDiskIsSaidAndSurvived() throws {
    let setup = try InterruptedRun()
    let whole = try InterruptedRun.outcome.get()
    for kilobytes in [120, 300, 500] {
      let mounted = "\(setup.folder.path)/Results"
      guard let disk = try MountedFolder(at: mounted, options: ["-t", "tmpfs", "-o", "size=4m", "tmpfs"]) else {
        return
      }
      let ballast = "\(disk.path)/ballast"
      try Data(count: (4096 - kilobytes) << 10).write(to: URL(fileURLWithPath: ballast))
      let answer = try setup.start().wait()
      #expect(answer.status == 1, "\(kilobytes) kB: \(answer.errors)")
      #expect(answer.output.isEmpty)
      #expect(answer.errors.contains("no space left on device"), "\(answer.errors)")
      try FileManager.default.removeItem(atPath: ballast)
      guard let run = setup.run else {
        #expect(try FileManager.default.contentsOfDirectory(atPath: mounted).isEmpty, "nothing is left of no run")
        continue
      }
      let resumed = try setup.resume(run)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try resumed.json().digest == whole.digest)
    }
  }

  @Test func readOnlyFolderIsSaid() throws {
    let setup = try InterruptedRun()
    let process = try setup.start()
    let run = try setup.waitForUnits(2)
    process.send(SIGKILL)
    _ = try process.wait()
    let results = "\(setup.folder.path)/Results"
    guard let disk = try MountedFolder(at: results, options: ["--bind", results]),
      MountedFolder.run("mount", ["-o", "remount,ro,bind", disk.path])
    else { return }
    for answer in [try setup.resume(run), try setup.start().wait()] {
      #expect(answer.status == 1 && answer.output.isEmpty)
      #expect(
        answer.errors.contains("read-only") && answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    }
    withExtendedLifetime(disk) {}
  }
}
