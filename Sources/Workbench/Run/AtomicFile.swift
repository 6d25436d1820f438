internal import ChurnML
internal import Foundation

/// Files that appear whole or not at all: written beside their place, synced, renamed.
enum AtomicFile {
  static func write(_ text: String, to path: String) throws(WorkError) {
    try write(path) { (file) throws(WorkError) in try file.write(text) }
  }

  /// Calls `body` with a file that becomes `path` when it returns, and vanishes when it throws.
  static func write(_ path: String, _ body: (borrowing OutputFile) throws -> Void) throws(WorkError) {
    do { try replace(path, body) } catch {
      throw error as? WorkError ?? WorkError("\(path) cannot be written: \(error)")
    }
  }

  /// The same for a body that fails for reasons of its own.
  static func replace(_ path: String, _ body: (borrowing OutputFile) throws -> Void) throws {
    let partial = partial(path)
    do {
      let file = try OutputFile(creating: partial)
      try body(file)
      try file.sync()
      guard rename(partial, path) == 0 else { throw WorkError.system("\(path) cannot be put in place") }
    } catch {
      unlink(partial)
      throw error
    }
    try syncFolder(of: path)
  }

  /// Where a file stands until it is whole.
  static func partial(_ path: String) -> String { path + ".part" }

  /// Makes a rename in a folder survive a power cut.
  static func syncFolder(of path: String) throws(WorkError) {
    let folder = RelativePath.folder(of: path)
    try sync(folder: folder.isEmpty ? "." : folder)
  }

  static func sync(folder: String) throws(WorkError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { throw .system("\(folder) cannot be opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("\(folder) cannot be synced") }
  }
}

/// A file being written. Every failure is an error that names it.
struct OutputFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  init(creating path: String) throws(WorkError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system("\(path) cannot be written") }
  }

  init(appendingTo path: String) throws(WorkError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system("\(path) cannot be written") }
  }

  private init(standardOutput descriptor: Int32) throws(WorkError) {
    path = "standard output"
    self.descriptor = descriptor
    guard descriptor >= 0 else { throw .system("\(path) cannot be written") }
  }

  static func standardOutput() throws(WorkError) -> OutputFile { try OutputFile(standardOutput: dup(STDOUT_FILENO)) }

  deinit { close(descriptor) }

  func write(_ text: String) throws(WorkError) {
    var text = text
    let result = text.withUTF8 { bytes in writeAll(UnsafeRawBufferPointer(bytes)) }
    guard result else { throw .system("\(path) cannot be written") }
  }

  func write(_ bytes: [UInt8]) throws(WorkError) {
    guard bytes.withUnsafeBytes({ writeAll($0) }) else { throw .system("\(path) cannot be written") }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(WorkError) {
    guard writeAll(bytes) else { throw .system("\(path) cannot be written") }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }

  /// Writes at a place of its own; the file grows as needed.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WorkError) {
    var written = 0
    while written < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system("\(path) cannot be written")
      }
      written += count
    }
  }

  func sync() throws(WorkError) {
    guard fsync(descriptor) == 0 else { throw .system("\(path) cannot be written") }
  }
}

extension WorkError {
  /// A failed system call, in the words of the system.
  static func system(_ what: String) -> WorkError {
    WorkError("\(what): \(String(cString: strerror(errno)).lowercased()).")
  }
}
