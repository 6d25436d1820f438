internal import ChurnML
internal import Foundation

/// `manifest.sha256`: the SHA-256 of every file of a finished run, in the form that `sha256sum --check` reads, and in a last
/// comment line that of the lines above it, so that the list vouches for itself.
public enum Manifest {
  /// A file that is not what it was when the run was finished.
  public struct Damage: Codable, Sendable, Equatable {
    /// Its path in the run's folder.
    public let file: String
    public let problem: String

    public init(file: String, problem: String) {
      self.file = file
      self.problem = problem
    }
  }

  static func write(for run: RunFolder) throws {
    try write(try run.files().map { ($0, try FileDigest.hex(of: "\(run.path)/\($0)")) }, for: run)
  }

  /// Takes files into the manifest that were added to a finished run or written anew, such as a report; vouches for no other.
  public static func add(_ files: [String], to run: RunFolder) throws {
    guard var digests = try read(run) else {
      throw InputError(at: run.file(.manifest), "the manifest is damaged; check the run with `churnlab verify`.")
    }
    for file in files { digests[file] = try FileDigest.hex(of: "\(run.path)/\(file)") }
    try write(digests.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, for: run)
  }

  /// What is damaged or gone; empty for an intact run. Files that the manifest does not name do not count.
  static func damages(of run: RunFolder) throws -> [Damage] {
    guard let digests = try read(run) else {
      return [Damage(file: RunFolder.File.manifest.rawValue, problem: "the manifest is damaged")]
    }
    return digests.sorted { $0.key < $1.key }.compactMap { file, digest in
      let path = "\(run.path)/\(file)"
      guard FileManager.default.fileExists(atPath: path) else { return Damage(file: file, problem: "the file is gone") }
      guard let found = try? FileDigest.hex(of: path) else { return Damage(file: file, problem: "it cannot be read") }
      return found == digest ? nil : Damage(file: file, problem: "its SHA-256 is not the one in the manifest")
    }
  }

  private static func write(_ digests: [(file: String, digest: String)], for run: RunFolder) throws(WorkError) {
    let lines = digests.map { "\($0.digest)  \($0.file)\n" }.joined()
    try AtomicFile.write(lines + lastLine(lines), to: run.file(.manifest))
  }

  private static func lastLine(_ lines: String) -> String { "# \(SHA256.hex(of: lines)) of the lines above\n" }

  /// nil for a damaged one.
  private static func read(_ run: RunFolder) throws -> [String: String]? {
    guard let bytes = FileManager.default.contents(atPath: run.file(.manifest)),
      let text = String(validating: bytes, as: UTF8.self), let end = text.range(of: "# ")?.lowerBound,
      String(text[end...]).utf8.elementsEqual(lastLine(String(text[..<end])).utf8)
    else { return nil }
    let lines = text[..<end].split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    return Dictionary(
      lines.compactMap { $0.count == 2 ? (String($0[1].dropFirst()), String($0[0])) : nil }, uniquingKeysWith: { $1 })
  }
}

extension RunFolder {
  /// The paths in the folder of all files but the manifest, sorted; hidden ones are none of the run's.
  fileprivate func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { file in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: "\(path)/\(file)", isDirectory: &isFolder)
      let isHidden = file.split(separator: "/").contains { $0.hasPrefix(".") }
      return exists && !isFolder.boolValue && !isHidden && file != File.manifest.rawValue
    }.sorted()
  }
}
