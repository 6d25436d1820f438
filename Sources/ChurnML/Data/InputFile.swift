internal import Foundation

/// A file, pipe or device read from its start to its end.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  /// The length where the system knows it, 0 for pipes.
  let expectedCount: Int

  static func open(_ path: String) throws(InputError) -> InputFile {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error(path) }
    var status = stat()
    let hasStatus = fstat(descriptor, &status) == 0
    let file = InputFile(descriptor: descriptor, path: path, expectedCount: Int(status.st_size))
    guard hasStatus else { throw error(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw InputError(at: path, "this is a folder; name a file") }
    return file
  }

  deinit { close(descriptor) }

  /// Reads into `buffer[start...]` until it is full or the file ends; the number of bytes read.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(InputError) -> Int {
    var filled = start
    while filled < buffer.count {
      let count = buffer.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return Foundation.read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.error(path) }
      if count == 0 { break }
      filled += count
    }
    return filled - start
  }

  /// All bytes of the file and behind them `padding` bytes of `filler`.
  static func bytes(of path: String, padding: Int, filler: UInt8) throws(InputError) -> [UInt8] {
    var file = try open(path)
    // One byte more than expected, so that a file of the expected length is known to be at its end.
    var bytes = [UInt8](repeating: filler, count: max(file.expectedCount, 1 << 16) + padding + 1)
    var count = try file.read(into: &bytes, from: 0)
    while count == bytes.count {
      bytes += [UInt8](repeating: filler, count: bytes.count)
      count += try file.read(into: &bytes, from: count)
    }
    bytes.removeLast(bytes.count - count)
    bytes += [UInt8](repeating: filler, count: padding)
    return bytes
  }

  private static func error(_ path: String) -> InputError {
    switch errno {
    case ENOENT: InputError(at: path, "there is no such file; check the path")
    case EACCES: InputError(at: path, "the file may not be read; check its permissions")
    default:
      InputError(at: path, "the file cannot be read (\(String(cString: strerror(errno)))); check it and its disk")
    }
  }
}
