internal import ChurnML
internal import Foundation

/// `points.jsonl`, any line of which can be read without the others.
final class PointsFile: Sendable {
  private let path: String
  /// Where each line starts, and the end.
  private let offsets: [Int]

  init(_ run: RunFolder) throws(WorkError) {
    path = run.file(.points)
    var lines = try LineReader(path)
    var offsets = [0]
    while let line = try lines.next() { offsets.append(offsets[offsets.count - 1] + line.utf8.count + 1) }
    self.offsets = offsets
  }

  var count: Int { offsets.count - 1 }

  func point(_ id: Int) throws(WorkError) -> PointRecord {
    do {
      guard (0..<count).contains(id), let file = FileHandle(forReadingAtPath: path) else {
        throw WorkError("\(path) has no point \(id).")
      }
      try file.seek(toOffset: UInt64(offsets[id]))
      let line = file.readData(ofLength: offsets[id + 1] - offsets[id])
      return try JSONRecord.read(PointRecord.self, from: line)
    } catch let error as WorkError {
      throw error
    } catch {
      throw WorkError("\(path) is damaged: line \(id + 1) is no point.")
    }
  }
}
