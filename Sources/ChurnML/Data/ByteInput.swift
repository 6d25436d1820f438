internal import Foundation

/// Bytes read from their start to their end: of a file, or in memory.
enum ByteInput: ~Copyable {
  case file(InputFile)
  case memory([UInt8], position: Int)

  /// The bytes from start to end, as far as is known beforehand.
  var expectedCount: Int {
    switch self {
    case .file(let file): file.expectedCount
    case .memory(let bytes, _): bytes.count
    }
  }

  /// Appends to `bytes` until they are `count` or the input ends.
  mutating func read(into bytes: inout [UInt8], upTo count: Int) throws(InputError) {
    switch consume self {
    case .file(var file):
      do throws(InputError) { try file.read(into: &bytes, upTo: count) } catch {
        self = .file(file)
        throw error
      }
      self = .file(file)
    case .memory(let all, let position):
      let end = min(all.count, position + max(0, count - bytes.count))
      bytes += all[position..<end]
      self = .memory(all, position: end)
    }
  }
}

/// Where bytes can be read from, as often as needed.
enum ByteOrigin: Sendable {
  case file(path: String)
  case memory([UInt8])

  /// The file at `path`; a pipe or a device is read to its end at once, since that can be done only once.
  init(path: String) throws(InputError) {
    var file = try InputFile.open(path)
    if file.isRegular {
      self = .file(path: path)
    } else {
      var bytes: [UInt8] = []
      var wanted = 1 << 16
      repeat {
        wanted *= 2
        try file.read(into: &bytes, upTo: wanted)
      } while bytes.count == wanted
      self = .memory(bytes)
    }
  }

  func open() throws(InputError) -> ByteInput {
    switch self {
    case .file(let path): .file(try InputFile.open(path))
    case .memory(let bytes): .memory(bytes, position: 0)
    }
  }
}

/// An open file.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  /// Whether it is a file on a disk, which can be opened again and read again.
  let isRegular: Bool
  /// The file's length when it was opened.
  let expectedCount: Int

  static func open(_ path: String) throws(InputError) -> InputFile {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error(path) }
    var status = stat()
    let hasStatus = fstat(descriptor, &status) == 0
    let kind = status.st_mode & S_IFMT
    let file = InputFile(
      descriptor: descriptor, path: path, isRegular: kind == S_IFREG, expectedCount: Int(status.st_size))
    guard hasStatus else { throw error(path) }
    guard kind != S_IFDIR else { throw InputError(at: path, "this is a folder; name a file") }
    return file
  }

  deinit { close(descriptor) }

  /// Appends to `bytes` until they are `count` or the file ends.
  mutating func read(into bytes: inout [UInt8], upTo count: Int) throws(InputError) {
    while bytes.count < count {
      var (step, failure) = (0, Int32(0))
      bytes += [UInt8](unsafeUninitializedCapacity: count - bytes.count) { buffer, filled in
        step = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        failure = errno
        filled = max(0, step)
      }
      if step == 0 { return }
      guard step > 0 || failure == EINTR else {
        errno = failure
        throw Self.error(path)
      }
    }
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
