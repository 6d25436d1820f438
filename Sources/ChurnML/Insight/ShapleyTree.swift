/// A tree made ready for its path-dependent Shapley values (Lundberg et al. 2020: From local explanations to global
/// understanding with explainable AI for trees).
///
/// On the way to a leaf, column `j` counts `a_j`, 1 when the row passes all tests of it and 0 otherwise, if it is known, and
/// `b_j`, the share of training rows that pass them, if it is not. So the leaf gives column `i`
///
///     value (a_i - b_i) ∫₀¹ Π_{j≠i} (a_j t + b_j (1 - t)) dt
///
/// (Owen 1972: Multilinear extensions of games). The integrand is a polynomial, and Gauss-Legendre quadrature with half as
/// many points as columns on the path is exact. As in Linear TreeSHAP (Yu, Xu, Bifet and Read 2022) the leaves are not
/// looked at one by one: an edge gives its column
/// `Σ_q w_q (ψ(edge) - ψ(the edge above it that tests the same column)) S(t_q)` with
/// `ψ = (a - b) / (a t + b (1 - t))` and `S` the sum over the leaves below of value times product. All factors are positive,
/// so nothing cancels, and the cost of a row is nodes times points, whatever the depth squared.
///
/// A tree with more than 128 different columns on one path is integrated with 64 points all the same: the error is below
/// rounding up to some 400 columns.
struct ShapleyTree: Sendable {
  /// A node that splits.
  struct Split: Sendable {
    let node: Int32
    let left: Int32
    /// The node nearest above, or this one, whose way in was decided by the same column; 0 for none.
    let previous: Int32
    let feature: Int32
  }

  /// Four quadrature points.
  typealias Quad = SIMD4<Double>
  /// The tables of a split: for a row that goes left, one that goes right, and one that failed an earlier test of the column, what the
  /// products of the left and of the right child are their parent's times, and what they give the column. A leaf's value is in
  /// its factor.
  static let tables = 12

  let tree: Tree
  /// In the order of nodes: parents before children.
  let splits: [Split]
  /// For each split `tables` x `quads`.
  let table: [Quad]
  /// Groups of four quadrature points.
  let quads: Int
  /// The prediction when no column is known.
  let expected: Double

  /// - Parameter value: of a leaf.
  init(_ tree: Tree, quadratures: Quadratures, value: @escaping (Tree.Node) -> Double) {
    var builder = ShapleyTreeBuilder(tree, quadratures: quadratures, value: value)
    builder.build()
    self.tree = tree
    splits = builder.splits
    table = builder.table
    quads = builder.quads
    expected = builder.expected
  }

  /// Quadrature rules of 4, 8, ..., 64 points.
  struct Quadratures: Sendable {
    private let rules: [(points: [Quad], weights: [Quad])]

    init() {
      rules = (1...16).map { quads in
        let rule = GaussLegendre(points: 4 * quads)
        return (Self.quads(rule.points), Self.quads(rule.weights))
      }
    }

    private static func quads(_ numbers: [Double]) -> [Quad] {
      stride(from: 0, to: numbers.count, by: 4).map { Quad(numbers[$0..<($0 + 4)]) }
    }

    /// The smallest rule that is exact for that many columns on a path.
    func rule(columns: Int) -> (points: [Quad], weights: [Quad]) {
      rules[min(rules.count - 1, max(0, (columns + 7) / 8 - 1))]
    }
  }
}
