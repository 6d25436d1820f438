/// The line of the file that each row starts in, kept only where it is not simply the line after the row before.
struct RowLines: Sendable, Equatable {
  private struct Run: Equatable {
    let row: Int
    let line: Int
  }

  private var runs: [Run] = []
  private(set) var count = 0
  private var lastLine = Int.min

  /// The next row starts in `line`.
  @inline(__always)
  mutating func append(_ line: Int) {
    if line != lastLine &+ 1 { runs.append(Run(row: count, line: line)) }
    lastLine = line
    count += 1
  }

  /// Rows of another part of the file, whose lines were counted from 0 at the file's line `firstLine`.
  mutating func append(_ other: RowLines, firstLine: Int) {
    for run in other.runs where count + run.row == 0 || run.row > 0 || run.line + firstLine != lastLine + 1 {
      runs.append(Run(row: count + run.row, line: run.line + firstLine))
    }
    guard other.count > 0 else { return }
    lastLine = other.lastLine + firstLine
    count += other.count
  }

  subscript(row: Int) -> Int {
    var low = 0
    var high = runs.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle } else { high = middle }
    }
    return runs[low].line + row - runs[low].row
  }
}
