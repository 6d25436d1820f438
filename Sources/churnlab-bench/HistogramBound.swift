import ChurnML
import Workbench

/// The least that growing a forest can take: its histogram updates alone, at what one costs on this machine in row order.
struct HistogramBound {
  /// Rows of inner nodes, each as often as features were counted for it. The nodes' distinct rows are taken as the bootstrap's
  /// expected share of their draws, 1 - 1/e.
  let updates: Double
  let seconds: Double

  /// - Parameter columns: of the data; a node looks at the floor of the root of them.
  init(_ forest: Forest, columns: Int) {
    let rows = forest.plainTrees().reduce(0.0) { sum, tree in
      tree.left.indices.reduce(sum) { $0 + (tree.left[$1] < 0 ? 0 : tree.covers[$1]) }
    }
    updates = rows * 0.632 * Double(columns).squareRoot().rounded(.down)
    seconds = updates * Self.nanosecondsOfUpdate() * 1e-9
  }

  /// The quickest of many passes of four features at once over rows that fit the nearest memory, as growing makes them.
  private static func nanosecondsOfUpdate() -> Double {
    let rows = 1 << 10
    var source = RandomSource(1)
    let codes = (0..<4 * rows).map { _ in UInt8(truncatingIfNeeded: source.next() & 63) }
    let words = (0..<rows).map { _ in source.next() & 0xFFFF }
    var histogram = [UInt64](repeating: 0, count: 4 * 256)
    var best = Double.infinity
    for _ in 0..<200 {
      let spent = Spent.on { for _ in 0..<20 { pass(codes, words, &histogram) } }
      best = min(best, spent.wall / Double(20 * 4 * rows))
    }
    precondition(histogram.contains { $0 > 0 })
    return best * 1e9
  }

  @inline(never)
  private static func pass(_ codes: [UInt8], _ words: [UInt64], _ histogram: inout [UInt64]) {
    codes.withUnsafeBufferPointer { codes in
      words.withUnsafeBufferPointer { words in
        histogram.withUnsafeMutableBufferPointer { histogram in
          for row in words.indices {
            let (word, first) = (words[row], 4 &* row)
            histogram[Int(codes[first])] &+= word
            histogram[256 &+ Int(codes[first &+ 1])] &+= word
            histogram[512 &+ Int(codes[first &+ 2])] &+= word
            histogram[768 &+ Int(codes[first &+ 3])] &+= word
          }
        }
      }
    }
  }
}
