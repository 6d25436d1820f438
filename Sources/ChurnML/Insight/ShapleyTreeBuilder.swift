/// Works out what `ShapleyTree` holds.
struct ShapleyTreeBuilder {
  /// What is known of a node from the way to it.
  private struct Place {
    var isReached = false
    /// Σ of the fractions of rows on the way, multiplied.
    var reach = 1.0
    /// Different columns on the way.
    var columns = 0
    /// The column that decided the way in, the share of rows that pass all its tests down to here, and the node that the column
    /// decided before; 0 where it had not.
    var feature = -1
    var share = 1.0
    var previous = 0
    var parent = 0
  }

  private let tree: Tree
  private let value: (Tree.Node) -> Double
  private var places: [Place]
  private let points: [ShapleyTree.Quad]
  private let weights: [ShapleyTree.Quad]
  private(set) var splits: [ShapleyTree.Split] = []
  private(set) var table: [ShapleyTree.Quad] = []
  private(set) var expected = 0.0

  var quads: Int { points.count }

  init(_ tree: Tree, quadratures: ShapleyTree.Quadratures, value: @escaping (Tree.Node) -> Double) {
    self.tree = tree
    self.value = value
    places = Self.places(tree)
    let columns = places.lazy.map(\.columns).max() ?? 0
    (points, weights) = quadratures.rule(columns: columns)
  }

  mutating func build() {
    splits.reserveCapacity(tree.nodes.count / 2)
    table.reserveCapacity(tree.nodes.count / 2 * ShapleyTree.tables * quads)
    for index in tree.nodes.indices where places[index].isReached {
      if tree.nodes[index].isLeaf {
        expected += value(tree.nodes[index]) * places[index].reach
      } else {
        addSplit(index)
      }
    }
  }

  /// Parents stand before their children.
  private static func places(_ tree: Tree) -> [Place] {
    var places = [Place](repeating: Place(), count: tree.nodes.count)
    places[0].isReached = true
    for index in tree.nodes.indices where places[index].isReached && !tree.nodes[index].isLeaf {
      let node = tree.nodes[index]
      let left = Int(node.left)
      let whole = tree.covers[left] + tree.covers[left + 1]
      let previous = Self.last(Int(node.feature), above: index, places)
      for child in [left, left + 1] {
        let fraction = tree.covers[child] / whole
        places[child] = Place(
          isReached: true, reach: places[index].reach * fraction,
          columns: places[index].columns + (previous == 0 ? 1 : 0), feature: Int(node.feature),
          share: (previous == 0 ? 1 : places[previous].share) * fraction, previous: previous, parent: index)
      }
    }
    return places
  }

  /// The nearest node from `index` up whose way in was decided by `feature`; 0 for none.
  private static func last(_ feature: Int, above index: Int, _ places: [Place]) -> Int {
    var node = index
    while node != 0, places[node].feature != feature { node = places[node].parent }
    return node
  }

  private mutating func addSplit(_ index: Int) {
    let left = Int(tree.nodes[index].left)
    let (own, other) = (places[left], places[left + 1])
    splits.append(
      ShapleyTree.Split(
        node: Int32(index), left: Int32(left), previous: Int32(own.previous), feature: Int32(own.feature)))
    addTables(
      before: own.previous == 0 ? 1 : places[own.previous].share, shares: (own.share, other.share),
      scales: (scale(left), scale(left + 1)))
  }

  /// A leaf's value is multiplied in where its product is made.
  private func scale(_ index: Int) -> Double { tree.nodes[index].isLeaf ? value(tree.nodes[index]) : 1 }

  /// With `D(b) = t + b (1 - t)` the product of a path changes from `D(before)` to `D(share)` where the row passes the test, to
  /// `share (1 - t)` where it does not, and by the share alone where it had left the column's tests before. ψ changes
  /// from `(1 - before) / D(before)` to `(1 - share) / D(share)`, to `-1 / (1 - t)`, and not at all.
  private mutating func addTables(before: Double, shares: (Double, Double), scales: (Double, Double)) {
    let one = ShapleyTree.Quad(repeating: 1)
    let start = table.count
    table.append(contentsOf: repeatElement(.zero, count: ShapleyTree.tables * quads))
    for quad in 0..<quads {
      let (t, w) = (points[quad], weights[quad])
      let rest = one - t
      let inverse = one / (t + before * rest)
      let psi = (1 - before) * inverse
      let missed = rest * inverse
      let missGain = -w * (one / rest + psi)
      let divisors = (t + shares.0 * rest, t + shares.1 * rest)
      let gains = (w * ((1 - shares.0) / divisors.0 - psi), w * ((1 - shares.1) / divisors.1 - psi))
      func put(_ value: ShapleyTree.Quad, _ place: Int) { table[start + place * quads + quad] = value }
      put(scales.0 * divisors.0 * inverse, 0)
      put(scales.1 * shares.1 * missed, 1)
      put(gains.0, 2)
      put(missGain, 3)
      put(scales.0 * shares.0 * missed, 4)
      put(scales.1 * divisors.1 * inverse, 5)
      put(missGain, 6)
      put(gains.1, 7)
      put(ShapleyTree.Quad(repeating: scales.0 * shares.0 / before), 8)
      put(ShapleyTree.Quad(repeating: scales.1 * shares.1 / before), 9)
    }
  }
}
