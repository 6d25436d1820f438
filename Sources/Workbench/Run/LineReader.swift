internal import ChurnML
internal import Foundation

/// The lines of a text file one after the other, without their line feeds; memory does not grow with the file.
struct LineReader: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var atEnd = false
  private static let piece = 1 << 16

  init(_ path: String) throws(WorkError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("\(path) cannot be read") }
  }

  deinit { close(descriptor) }

  /// The next line; a last one without a line feed counts. What is not UTF-8 is replaced.
  mutating func next() throws(WorkError) -> String? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return String(decoding: buffer[start..<end], as: UTF8.self)
      }
      if atEnd {
        defer { start = buffer.count }
        return start < buffer.count ? String(decoding: buffer[start...], as: UTF8.self) : nil
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      try fill()
    }
  }

  private mutating func fill() throws(WorkError) {
    var piece = [UInt8](repeating: 0, count: Self.piece)
    var count = -1
    repeat {
      count = piece.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw .system("\(path) cannot be read") }
    atEnd = count == 0
    buffer += piece[..<count]
  }
}
