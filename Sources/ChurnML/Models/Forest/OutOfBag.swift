/// Judging a forest by the rows its trees did not see.
enum OutOfBag {
  static func require(_ settings: ForestSettings) throws(InputError) {
    guard settings.bootstrap else {
      throw InputError(at: "models.forest.bootstrap", "out-of-bag rows need bootstrap: true.")
    }
  }

  /// What a row scores that every tree saw: the share of positives.
  static func prior(_ labels: [UInt8], _ rows: [Int]) -> Double {
    Double(rows.reduce(0) { $0 + Int(labels[$1]) }) / Double(rows.count)
  }

  static func probability(sum: UInt64, trees: Int, prior: Double) -> Double {
    trees == 0 ? prior : Forest.probability(sum: sum, trees: trees)
  }
}

extension RandomForest {
  /// P(churned) of each of `rows` by the trees that did not see it, every tree grown under its own limits: what
  /// `NestedSearch.scoreOutOfBag` reads off larger trees.
  public func outOfBagProbabilities(_ data: Dataset, rows: [Int], context: FitContext) throws(InputError) -> [Double] {
    try OutOfBag.require(settings)
    let trainer = ForestTrainer(data, rows: rows, settings: settings, limits: limits.tree, context: context)
    let matrix = BinnedMatrix(data.features, rows: rows, bins: trainer.bins, jobs: context.jobs)
    let trees = concurrentMap(count: limits.nEstimators, jobs: context.jobs) { index in
      (trainer.grow(tree: index).pruned(ccpAlpha: limits.tree.ccpAlpha).tree, trainer.outOfBag(tree: index))
    }
    var sums = [UInt64](repeating: 0, count: rows.count)
    var counts = [Int](repeating: 0, count: rows.count)
    matrix.codes.withView { codes in
      for (tree, outOfBag) in trees {
        for row in outOfBag {
          let leaf = tree.leaf(codes, at: Int(row) * matrix.features)
          sums[Int(row)] += UInt64(tree.nodes[leaf].value)
          counts[Int(row)] += 1
        }
      }
    }
    let prior = OutOfBag.prior(data.labels, rows)
    return zip(sums, counts).map { OutOfBag.probability(sum: $0, trees: $1, prior: prior) }
  }
}
