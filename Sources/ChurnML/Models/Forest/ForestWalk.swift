/// Walking rows down the trees of a forest, many at a time in step: while one waits for memory the others go on. A row that has come to
/// a leaf stays there until all have: a branch that is guessed wrong costs more than a few steps on the spot.
///
/// Invariants: the places walked are of nodes of the layout, as are their children (`Tree.init(words:)` refuses others), and a node's
/// question is one of the row's answers.
struct ForestWalk {
  /// As many as a processor keeps waiting for memory at a time.
  static let inStep = 16
  /// Bytes of answers that tree after tree is walked with: few enough for the second-nearest memory, and enough rows for a tree to be
  /// fetched rarely.
  private static let bytesAtOnce = 256 << 10

  private let layout: ForestLayout
  private let rowsAtOnce: Int
  private var answers: [UInt64]

  /// - Parameter rows: no more rows than that will be walked at a time.
  init(_ layout: ForestLayout, rows: Int) {
    self.layout = layout
    // Always as many as are walked in step; where there are fewer rows, those behind them are walked for nothing.
    let most = max(1, Self.bytesAtOnce / max(1, 8 * layout.answers.wordsPerRow * Self.inStep))
    rowsAtOnce = min((rows + Self.inStep - 1) / Self.inStep, most) * Self.inStep
    answers = [UInt64](repeating: 0, count: rowsAtOnce * layout.answers.wordsPerRow)
  }

  /// The sums over trees of the values at the leaves of some rows.
  mutating func sums(_ matrix: BinnedMatrix, rows: Range<Int>) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: rows.count)
    for first in stride(from: 0, to: rows.count, by: rowsAtOnce) {
      let count = min(rowsAtOnce, rows.count - first)
      layout.answers.answer(matrix, rows: rows.lowerBound + first..<rows.lowerBound + first + count, to: &answers)
      sums.withRoom { sums in
        withWalker { walker in
          for root in layout.roots { walker.add(root, rows: count, to: sums.from(first)) }
        }
      }
    }
    return sums
  }

  /// The sum over trees of the value at the leaf of one row.
  mutating func sum(_ matrix: BinnedMatrix, row: Int) -> UInt64 {
    layout.answers.answer(matrix, rows: row..<row + 1, to: &answers)
    return withWalker { walker in
      let roots = layout.roots
      return stride(from: 0, to: roots.count, by: Self.inStep).reduce(0) { sum, first in
        sum &+ walker.sum(roots[first..<min(first + Self.inStep, roots.count)])
      }
    }
  }

  private func withWalker<Result>(_ body: (Walker) -> Result) -> Result {
    layout.nodes.withView { nodes in
      layout.values.withView { values in
        answers.withBytes { answers in
          withRoom(for: UInt32.self, count: Self.inStep) { places in
            body(
              Walker(
                nodes: nodes, values: values, largeSets: layout.largeSets, answers: answers,
                bytesPerRow: 8 * layout.answers.wordsPerRow, places: places))
          }
        }
      }
    }
  }

  private struct Walker {
    let nodes: View<ForestLayout.Node>
    let values: View<UInt32>
    let largeSets: [ForestLayout.LargeSet]
    let answers: View<UInt8>
    let bytesPerRow: Int
    /// Where the rows that are walked in step have come to.
    let places: Room<UInt32>

    /// Adds the values of one tree for some rows.
    func add(_ root: ForestLayout.Root, rows: Int, to sums: Room<UInt64>) {
      for first in stride(from: 0, to: rows, by: inStep) {
        for index in 0..<inStep { places[index] = root.place }
        walk(from: first * bytesPerRow, bytesEach: bytesPerRow, meanDepth: root.meanDepth, depth: root.depth)
        for index in 0..<min(inStep, rows - first) { sums[first + index] &+= UInt64(values[Int(places[index])]) }
      }
    }

    /// The sum of the values of some trees for the first row.
    func sum(_ roots: ArraySlice<ForestLayout.Root>) -> UInt64 {
      var (mean, most) = (Int.max, 0)
      for index in 0..<inStep { places[index] = roots.first!.place }
      for (index, root) in roots.enumerated() {
        places[index] = root.place
        (mean, most) = (min(mean, root.meanDepth), max(most, root.depth))
      }
      walk(from: 0, bytesEach: 0, meanDepth: mean, depth: most)
      return (0..<roots.count).reduce(0) { $0 &+ UInt64(values[Int(places[$1])]) }
    }

    /// Walks from all places to leaves.
    /// - Parameters:
    ///   - first: where the answers of the row at the first place begin.
    ///   - bytesEach: how far those of the next are from there.
    ///   - meanDepth: so many steps are made before a look at whether any row moved.
    ///   - depth: no leaf is deeper.
    @inline(__always)
    private func walk(from first: Int, bytesEach: Int, meanDepth: Int, depth: Int) {
      if largeSets.isEmpty {
        walk(first, bytesEach, meanDepth, depth, mayBeLarge: false)
      } else {
        walk(first, bytesEach, meanDepth, depth, mayBeLarge: true)
      }
    }

    @inline(__always)
    private func walk(_ first: Int, _ bytesEach: Int, _ meanDepth: Int, _ depth: Int, mayBeLarge: Bool) {
      for _ in 0..<meanDepth { _ = step(first, bytesEach, mayBeLarge) }
      for _ in meanDepth..<depth where step(first, bytesEach, mayBeLarge) == 0 { break }
    }

    /// Moves each place to the child that its row goes to; a leaf is not left.
    /// - Returns: 0 if none moved.
    @inline(__always)
    private func step(_ first: Int, _ bytesEach: Int, _ mayBeLarge: Bool) -> UInt32 {
      var moved: UInt32 = 0
      var row = first
      for index in stride(from: 0, to: inStep, by: 4) {
        // Four at a time, for fewer ends of a loop to be guessed.
        for place in index..<index &+ 4 {
          moved |= step(&places[place], row, mayBeLarge)
          row &+= bytesEach
        }
      }
      return moved
    }

    @inline(__always)
    private func step(_ place: inout UInt32, _ row: Int, _ mayBeLarge: Bool) -> UInt32 {
      let before = place
      let node = nodes[Int(before)]
      if mayBeLarge, node.question == ForestLayout.Node.large {
        place = node.left &+ sideOfLargeSet(at: before, row)
      } else {
        place = node.left &+ (answers[row &+ Int(node.question)] > node.most ? 1 : 0)
      }
      return place ^ before
    }

    @inline(never)
    private func sideOfLargeSet(at place: UInt32, _ row: Int) -> UInt32 {
      let set = largeSets[Int(values[Int(place)])]
      return set.codes.contains(code: answers[row + set.question]) ? 0 : 1
    }
  }
}
