internal import ChurnML
internal import Foundation

extension RunFolder {
  /// Makes the folder of a new run. It is filled under a hidden name and gets its own by one rename, from which moment the run can
  /// be resumed; when anything fails nothing is left.
  static func create(
    under results: String, experiment: String, filling fill: (RunFolder) throws -> Void
  ) throws -> RunFolder {
    try Interruption.making {
      let parent = "\(results)/\(experiment)"
      let parents = try FolderChain(making: parent)
      removeLeftovers(in: parent)
      let name = runName()
      let hidden = RunFolder("\(parent)/.\(name).new")
      do {
        for folder in [hidden.path, hidden.scoresFolder, hidden.modelsFolder] {
          guard mkdir(folder, 0o755) == 0 else {
            throw WorkError.system("The results folder \(parent) cannot be written")
          }
        }
        try fill(hidden)
        let run = RunFolder("\(parent)/\(name)")
        guard rename(hidden.path, run.path) == 0 else { throw WorkError.system("\(run.path) cannot be made") }
        try AtomicFile.syncFolder(of: run.path)
        return run
      } catch {
        try? FileManager.default.removeItem(atPath: hidden.path)
        parents.remove()
        throw error
      }
    }
  }

  /// What a killed process left of a run that was not yet one: nobody fills a folder for an hour.
  private static func removeLeftovers(in parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where name.hasPrefix(".") && name.hasSuffix(".new") {
      var status = stat()
      guard stat("\(parent)/\(name)", &status) == 0, time(nil) - status.st_mtim.tv_sec > 3600 else { continue }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
  }

  /// Time (UTC) and a random suffix: sorts by time, and two runs of one second differ.
  private static func runName() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y%m%d-%H%M%S", &parts)
    let stamp = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let suffix = String(UInt32.random(in: 0..<1 << 20), radix: 16)
    return stamp + "-" + String(repeating: "0", count: 5 - suffix.count) + suffix
  }
}

/// The folders that had to be made on the way to a path, so that they can go when there is nothing to put there.
private struct FolderChain {
  private var made: [String] = []

  init(making path: String) throws(WorkError) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + component
      if mkdir(folder, 0o755) == 0 {
        made.append(folder)
      } else if errno != EEXIST || !Self.isFolder(folder) {
        let reason = errno == EEXIST ? "\(folder) is a file" : String(cString: strerror(errno)).lowercased()
        remove()
        throw WorkError("The results folder \(path) cannot be made: \(reason); give another with --results DIR.")
      }
    }
  }

  /// Removes those that are still empty.
  func remove() {
    for folder in made.reversed() { rmdir(folder) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
