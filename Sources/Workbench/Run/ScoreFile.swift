internal import ChurnML
internal import Foundation

/// Scores as they are stored: for every candidate one word for each of `rows` rows.
///
/// Layout, little-endian 64-bit words: magic, candidates, rows; for every candidate its divisor; then candidate after candidate, the
/// words in row order. A divisor above 0 is a number of trees and the words are sums of tree values; 0 means that the words are
/// the bits of a probability. Words are read when they are asked for and not kept, so memory does not grow with the file.
struct ScoreFile: Sendable {
  static let magic: UInt64 = 0x3130_4552_4F43_5343  // "CSCORE01"

  let path: String
  let candidates: Int
  let rows: Int

  /// - Throws: when the file is not a score file of that many candidates and rows.
  init(_ path: String, candidates: Int, rows: Int) throws(WorkError) {
    self.path = path
    self.candidates = candidates
    self.rows = rows
    let header = [Self.magic, UInt64(candidates), UInt64(rows)]
    let size = 8 * (3 + candidates + candidates * rows)
    let file = try InputWords(path)
    guard file.size == size, try file.words(0..<3) == header else {
      throw WorkError("\(path) is damaged: it is not the score file of \(candidates) points and \(rows) rows.")
    }
  }

  /// Size in bytes.
  static func size(candidates: Int, rows: Int) -> Int { 8 * (3 + candidates * (1 + rows)) }

  /// A candidate's divisor and its words for some of the rows.
  func scores(of candidate: Int, rows part: Range<Int>) throws(WorkError) -> (divisor: UInt64, words: [UInt64]) {
    let file = try InputWords(path)
    let start = 3 + candidates + candidate * rows
    let divisor = try file.words(3 + candidate..<4 + candidate)
    return (divisor[0], try file.words(start + part.lowerBound..<start + part.upperBound))
  }
}

/// A file of 64-bit words, open for reading.
private struct InputWords: ~Copyable {
  private let path: String
  private let descriptor: Int32
  let size: Int

  init(_ path: String) throws(WorkError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("\(path) cannot be read") }
    var status = stat()
    fstat(descriptor, &status)
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  func words(_ range: Range<Int>) throws(WorkError) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: range.count)
    let whole = words.withUnsafeMutableBytes { buffer in
      var filled = 0
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = pread(descriptor, rest.baseAddress, rest.count, off_t(8 * range.lowerBound + filled))
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        filled += count
      }
      return true
    }
    guard whole else { throw WorkError("\(path) is damaged: it ends too early or cannot be read.") }
    return words
  }
}
