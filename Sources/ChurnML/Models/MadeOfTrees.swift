/// A classifier made of trees, whose size is their nodes.
public protocol MadeOfTrees: Classifier {
  /// Nodes of all trees, inner ones and leaves.
  var nodes: Int { get }
}

extension Forest: MadeOfTrees {
  public var nodes: Int { trees.reduce(0) { $0 + $1.size } }
}

extension BoostedModel: MadeOfTrees {
  public var nodes: Int { trees.reduce(0) { $0 + $1.tree.size } }
}

extension Tree {
  /// Nodes that a row can come to; a pruned tree still stores those below its new leaves.
  fileprivate var size: Int {
    var reached = [0]
    var next = 0
    while next < reached.count {
      let node = nodes[reached[next]]
      if !node.isLeaf { reached += [Int(node.left), Int(node.left) + 1] }
      next += 1
    }
    return reached.count
  }
}
