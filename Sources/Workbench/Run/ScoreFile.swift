internal import ChurnML
internal import Foundation

/// The scores of one unit of work: for every candidate of the fit group, one word for every assessment row.
///
/// Layout, little-endian 64-bit words: magic, candidates, rows; for every candidate its divisor; then candidate after candidate, the
/// words in row order. A divisor above 0 is a number of trees and the words are sums of tree values; 0 means that the words are
/// the bits of a probability.
struct ScoreFile: Sendable {
  fileprivate static let magic: UInt64 = 0x3130_4552_4F43_5343  // "CSCORE01"

  let candidates: Int
  let rows: Int
  private let file: MappedFile

  /// - Throws: when the file is not a score file of that many candidates and rows.
  init(_ path: String, candidates: Int, rows: Int) throws(WorkError) {
    file = try MappedFile(path)
    self.candidates = candidates
    self.rows = rows
    let header = [Self.magic, UInt64(candidates), UInt64(rows)]
    guard file.count == 8 * (3 + candidates + candidates * rows), file.words(0..<3) == header else {
      throw WorkError("\(path) is damaged: it is not the score file of \(candidates) points and \(rows) rows.")
    }
  }

  /// Adds the candidate's words as stored to a digest.
  func update(_ hash: inout SHA256, _ candidate: Int) {
    let start = 8 * (3 + candidates + candidate * rows)
    file.withBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[start..<start + 8 * rows])) }
  }

  /// The candidate's P(churned), one an assessment row.
  func probabilities(_ candidate: Int) -> [Double] {
    let divisor = file.words(3 + candidate..<4 + candidate)[0]
    let start = 3 + candidates + candidate * rows
    return file.words(start..<start + rows).map { word in
      divisor == 0 ? Double(bitPattern: word) : Forest.probability(sum: word, trees: Int(divisor))
    }
  }
}

extension MappedFile {
  fileprivate func words(_ range: Range<Int>) -> [UInt64] {
    withBytes { Array($0.assumingMemoryBound(to: UInt64.self)[range]) }
  }
}

/// Writes a score file, candidates in any order.
final class ScoreWriter {
  private let file: OutputFile
  private let candidates: Int
  private let rows: Int

  static func write(
    _ path: String, candidates: Int, rows: Int, _ body: (ScoreWriter) throws -> Void
  ) throws -> String {
    let partial = path + ".part"
    do {
      let writer = ScoreWriter(file: try OutputFile(creating: partial), candidates: candidates, rows: rows)
      try writer.put([ScoreFile.magic, UInt64(candidates), UInt64(rows)], at: 0)
      try body(writer)
      try writer.file.sync()
      let digest = try MappedFile(partial).digest
      guard rename(partial, path) == 0 else { throw WorkError.system("\(path) cannot be put in place") }
      try AtomicFile.syncFolder(of: path)
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
    try put([UInt64(trees)], at: 3 + candidate)
    try put(sums, at: 3 + candidates + candidate * rows)
  }

  func put(_ candidate: Int, probabilities: [Double]) throws(WorkError) {
    try put([0], at: 3 + candidate)
    try put(probabilities.map(\.bitPattern), at: 3 + candidates + candidate * rows)
  }

  private func put(_ words: [UInt64], at index: Int) throws(WorkError) {
    var failure: WorkError?
    words.withUnsafeBytes { bytes in
      do throws(WorkError) { try file.write(bytes, at: index * 8) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
