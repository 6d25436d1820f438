internal import ChurnML
internal import Foundation

/// Writes a score file, candidates in any order.
final class ScoreWriter {
  private let file: OutputFile
  private let candidates: Int
  private let rows: Int

  /// Calls `body` with a writer; the file appears whole when it returns and not at all when it throws. The folder is not
  /// synced: a file that a power cut takes is known by its absence, and computed again.
  /// - Returns: the file's SHA-256.
  static func write(
    _ path: String, candidates: Int, rows: Int, _ body: (ScoreWriter) throws -> Void
  ) throws -> String {
    let partial = path + ".part"
    do {
      let writer = ScoreWriter(file: try OutputFile(creating: partial), candidates: candidates, rows: rows)
      try writer.put([ScoreFile.magic, UInt64(candidates), UInt64(rows)], at: 0)
      try body(writer)
      try writer.file.sync()
      let digest = try FileDigest.hex(of: partial)
      guard rename(partial, path) == 0 else { throw WorkError.system("\(path) cannot be put in place") }
      return digest
    } catch {
      unlink(partial)
      throw error
    }
  }

  private init(file: consuming OutputFile, candidates: Int, rows: Int) {
    self.file = file
    self.candidates = candidates
    self.rows = rows
  }

  func put(_ candidate: Int, sums: [UInt64], trees: Int) throws(WorkError) {
    try put(candidate, divisor: UInt64(trees), words: sums)
  }

  func put(_ candidate: Int, probabilities: [Double]) throws(WorkError) {
    try put(candidate, divisor: 0, words: probabilities.map(\.bitPattern))
  }

  /// - Parameter words: one for each row.
  func put(_ candidate: Int, divisor: UInt64, words: [UInt64]) throws(WorkError) {
    try put([divisor], at: 3 + candidate)
    try put(words, at: 3 + candidates + candidate * rows)
  }

  private func put(_ words: [UInt64], at index: Int) throws(WorkError) {
    var failure: WorkError?
    words.withUnsafeBytes { bytes in
      do throws(WorkError) { try file.write(bytes, at: index * 8) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
