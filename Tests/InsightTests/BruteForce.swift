@testable import ChurnML

/// Shapley values by their definition: every set of columns is asked for.
struct BruteForce {
  let tree: Tree
  let columns: Int
  let value: (Tree.Node) -> Double

  init(_ tree: Tree, columns: Int, value: @escaping (Tree.Node) -> Double = { Double($0.value) / Tree.scale }) {
    self.tree = tree
    self.columns = columns
    self.value = value
  }

  /// The expectation when the columns of `known` are the row's: at other tests both sides count by the rows that went there.
  func expectation(_ codes: [UInt8], known: Int, node index: Int = 0) -> Double {
    let node = tree.nodes[index]
    guard !node.isLeaf else { return value(node) }
    let left = Int(node.left)
    if known >> Int(node.feature) & 1 == 1 { return expectation(codes, known: known, node: child(node, codes)) }
    let whole = tree.covers[left] + tree.covers[left + 1]
    return tree.covers[left] / whole * expectation(codes, known: known, node: left)
      + tree.covers[left + 1] / whole * expectation(codes, known: known, node: left + 1)
  }

  /// The value at a mixture of two rows.
  func mixture(_ codes: [UInt8], _ other: [UInt8], known: Int) -> Double {
    var node = tree.nodes[0]
    while !node.isLeaf {
      node = tree.nodes[child(node, known >> Int(node.feature) & 1 == 1 ? codes : other)]
    }
    return value(node)
  }

  func shapley(_ game: (Int) -> Double) -> [Double] {
    let worth = (0..<(1 << columns)).map(game)
    return (0..<columns).map { column in
      var sum = 0.0
      for set in worth.indices where set >> column & 1 == 0 {
        let size = set.nonzeroBitCount
        sum += weight(size) * (worth[set | 1 << column] - worth[set])
      }
      return sum
    }
  }

  private func weight(_ size: Int) -> Double {
    // size! (columns - size - 1)! / columns!
    var weight = 1 / Double(columns)
    for k in stride(from: 1, through: size, by: 1) { weight *= Double(k) / Double(columns - k) }
    return weight
  }

  private func child(_ node: Tree.Node, _ codes: [UInt8]) -> Int {
    let code = codes[Int(node.feature)]
    let goesLeft =
      node.isLarge ? tree.sets[Int(node.bits)].contains(code: code) : node.side(code) == 0
    return Int(node.left) + (goesLeft ? 0 : 1)
  }
}
