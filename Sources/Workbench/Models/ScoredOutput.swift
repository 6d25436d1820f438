internal import ChurnML
internal import Foundation

/// Where scored customers go. Nothing is seen of them before all are written.
enum ScoredOutput {
  /// Calls `body` with a file that becomes `path`. What cannot be replaced by a file, such as a pipe or, for nil, standard
  /// output, gets the bytes when `body` has returned.
  static func write(to path: String?, _ body: (borrowing OutputFile) throws -> Void) throws {
    guard let path, !isStream(path) else { return try writeThroughBuffer(to: path, body) }
    try Interruption.withPartialFile(AtomicFile.partial(path)) { try AtomicFile.replace(path, body) }
  }

  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  private static func writeThroughBuffer(to path: String?, _ body: (borrowing OutputFile) throws -> Void) throws {
    try Interruption.withTemporaryFolder { folder in
      let buffer = "\(folder)/scored.csv"
      try body(OutputFile(creating: buffer))
      let target = if let path { try OutputFile(creating: path) } else { try OutputFile.standardOutput() }
      guard let source = FileHandle(forReadingAtPath: buffer) else {
        throw WorkError.system("\(buffer) cannot be read")
      }
      while let chunk = try source.read(upToCount: 1 << 20), !chunk.isEmpty {
        try chunk.withUnsafeBytes { try target.write($0) }
      }
    }
  }
}
