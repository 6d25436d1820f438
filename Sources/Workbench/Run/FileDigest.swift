internal import ChurnML
internal import Foundation

/// SHA-256 of a file, read piece by piece: what `sha256sum` prints.
enum FileDigest {
  private static let piece = 1 << 20

  static func hex(of path: String) throws(WorkError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("\(path) cannot be read") }
    defer { close(descriptor) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system("\(path) cannot be read") }
      if count == 0 { return hash.hexDigest() }
      buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}
