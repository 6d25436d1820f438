/// For every set of limits, of the trees so far: the sum of their values at every assessment row, and how many nodes they have.
struct NestedSums {
  /// What one thread adds to: neighbouring limits, on a block of rows.
  private struct Share {
    let limits: Range<Int>
    let rows: Range<Int>
  }

  private let limits: [TreeLimits]
  private let tasks: [Share]
  private let jobs: Int
  /// For each task, its limits' sums one after the other.
  private var sums: [[UInt64]]
  /// How many trees have scored each row.
  private(set) var trees: [UInt32]
  /// How many nodes the trees have under each set of limits: what the search's rules call the size of a forest.
  private(set) var nodes: [Int]

  /// - Parameter rowsAtOnce: rows of a block; more than a tree has nodes, so that cutting a tree costs less than reading it.
  init(limits: [TreeLimits], rows: Int, rowsAtOnce: Int, jobs: Int) {
    self.limits = limits
    self.jobs = jobs
    // Every task looks at every tree, so no more of them than keep the threads busy.
    let blocks = (rows + rowsAtOnce - 1) / rowsAtOnce
    let shares = max(1, min(limits.count, (jobs + blocks - 1) / max(1, blocks)))
    let share = max(1, (limits.count + shares - 1) / shares)
    let ranges = stride(from: 0, to: limits.count, by: share).map { $0..<min(limits.count, $0 + share) }
    tasks = ranges.flatMap { range in
      stride(from: 0, to: rows, by: rowsAtOnce).map { row in
        Share(limits: range, rows: row..<min(rows, row + rowsAtOnce))
      }
    }
    trees = [UInt32](repeating: 0, count: rows)
    nodes = [Int](repeating: 0, count: limits.count)
    sums = tasks.map { [UInt64](repeating: 0, count: $0.limits.count * $0.rows.count) }
  }

  /// The sums of one set of limits, one a row.
  subscript(index: Int) -> [UInt64] {
    tasks.indices.filter { tasks[$0].limits.contains(index) }.flatMap { task in
      let rows = tasks[task].rows.count
      let start = (index - tasks[task].limits.lowerBound) * rows
      return sums[task][start..<start + rows]
    }
  }

  mutating func add(_ added: ArraySlice<WalkedTree>) {
    guard !added.isEmpty else { return }
    for tree in added {
      if let rows = tree.rows {
        for row in rows { trees[Int(row)] += 1 }
      } else {
        for row in trees.indices { trees[row] += 1 }
      }
    }
    let (limits, tasks, before) = (limits, tasks, sums)
    let after = concurrentMap(count: tasks.count, jobs: jobs) { index in
      var sums = before[index]
      var nodes = [Int](repeating: 0, count: tasks[index].limits.count)
      var cutter = TreeCutter(for: limits)
      for tree in added { Self.add(tree, tasks[index], limits, &cutter, to: &sums, &nodes) }
      return (sums: sums, nodes: nodes)
    }
    sums = after.map(\.sums)
    // Every block of rows has counted the nodes of its limits.
    for (task, after) in zip(tasks, after) where task.rows.lowerBound == 0 {
      for (index, count) in zip(task.limits, after.nodes) { nodes[index] += count }
    }
  }

  private static func add(
    _ tree: WalkedTree, _ task: Share, _ limits: [TreeLimits], _ cutter: inout TreeCutter, to sums: inout [UInt64],
    _ nodes: inout [Int]
  ) {
    // Once for all limits: a tree's rows increase, so those of the block stand side by side.
    let rows = tree.rows ?? []
    let first = rows.count { $0 < task.rows.lowerBound }
    let end = rows.count { $0 < task.rows.upperBound }
    cutter.take(tree.grown)
    for (place, index) in task.limits.enumerated() {
      cutter.cut(limits[index])
      nodes[place] += cutter.nodes
      let start = place * task.rows.count - task.rows.lowerBound
      cutter.values.withView { values in
        tree.leaves.withView { leaves in
          sums.withRoom { sums in
            if tree.rows != nil {
              for place in first..<end { sums[start + Int(rows[place])] &+= UInt64(values[Int(leaves[place])]) }
            } else {
              for row in task.rows { sums[start + row] &+= UInt64(values[Int(leaves[row])]) }
            }
          }
        }
      }
    }
  }
}
