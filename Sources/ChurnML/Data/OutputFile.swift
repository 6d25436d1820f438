internal import Foundation

/// A file that appears under its name whole or not at all: bytes go to a hidden file beside it, which `finish` renames.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let temporaryPath: String
  private var isFinished = false

  static func create(_ path: String) throws(WorkError) -> OutputFile {
    let url = URL(filePath: path)
    let hidden = ".\(url.lastPathComponent).\(getpid())"
    let temporaryPath = url.deletingLastPathComponent().appending(path: hidden).path
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw error(path) }
    return OutputFile(descriptor: descriptor, path: path, temporaryPath: temporaryPath)
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporaryPath) }
  }

  mutating func write(_ bytes: [UInt8]) throws(WorkError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        return Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.error(path) }
      written += count
    }
  }

  /// Makes sure the bytes are on the disk and gives the file its name.
  mutating func finish() throws(WorkError) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw Self.error(path) }
    isFinished = true
  }

  private static func error(_ path: String) -> WorkError {
    WorkError("\(path) cannot be written (\(String(cString: strerror(errno)))); check the folder and the disk")
  }
}
