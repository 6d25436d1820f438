/// A division of a node: rows whose code for `feature` is in `codes` go left.
struct BoostingSplit: Sendable {
  let gain: Double
  let feature: Int
  let test: SplitTest
  let left: GradientSum
}

/// Chooses the best split of a node from its histogram: the one that lowers the second-order expansion of the
/// penalised log loss most, G²/(H + λ) summed over the children minus the same for the node (Friedman 2001; Chen and
/// Guestrin 2016, equation 7).
///
/// Equal gains go to the lower feature, then the lower cut, then missing rows to the right. Codes no row of the node
/// has go where most rows go.
struct BoostingSplitter: Sendable {
  /// As in scikit-learn and LightGBM: a child whose Hessians sum to less is not made.
  static let minimumHessian = 1e-3
  /// Categories are ordered by G / (H + this), so that rare ones stand in the middle.
  static let categorySmoothing = 10.0

  let matrix: BundledMatrix
  let bins: [FeatureBins]
  let fixed: FixedPoint
  let minSamplesLeaf: Int
  let l2: Double

  /// What the best split of a feature is found with.
  private struct Search {
    let feature: Int
    let total: GradientSum
    let parentScore: Double
    var gain: Double
    var left = GradientSum.zero
    var cut = -1
    var missingLeft = false
  }

  func score(_ sum: GradientSum) -> Double {
    let gradient = fixed.gradient(sum)
    return gradient * gradient / (fixed.hessian(sum) + l2)
  }

  /// The Newton step -G/(H + λ).
  func step(_ sum: GradientSum) -> Double {
    let denominator = fixed.hessian(sum) + l2
    return denominator > 0 ? -fixed.gradient(sum) / denominator : 0
  }

  /// - Parameter features: in increasing order.
  /// - Returns: nil when no allowed split has a positive gain.
  func best(_ histogram: [GradientSum], total: GradientSum, features: [Int]) -> BoostingSplit? {
    var best: BoostingSplit?
    let parentScore = score(total)
    withUnsafeTemporaryAllocation(of: GradientSum.self, capacity: 256) { sums in
      for index in features {
        guard let feature = matrix.features[index] else { continue }
        collect(feature, histogram, into: sums)
        var search = Search(feature: index, total: total, parentScore: parentScore, gain: best?.gain ?? 0)
        let test =
          bins[index].isCategorical
          ? scanCategorical(sums, feature, &search) : scanNumeric(sums, feature, &search)
        if let test { best = BoostingSplit(gain: search.gain, feature: index, test: test, left: search.left) }
      }
    }
    return best
  }

  /// Adds a bundle's cells up to the feature's bins.
  private func collect(
    _ feature: BundledMatrix.Feature, _ histogram: [GradientSum], into sums: UnsafeMutableBufferPointer<GradientSum>
  ) {
    for digit in feature.codes.indices { sums[digit] = .zero }
    let offset = matrix.offsets[feature.bundle]
    for (cell, digit) in feature.digits.enumerated() { sums[Int(digit)] &+= histogram[offset + cell] }
  }

  /// Takes the division into `left` and the rest when it is allowed and better; says whether it did.
  @inline(__always)
  private func offer(_ left: GradientSum, cut: Int, missingLeft: Bool, _ search: inout Search) -> Bool {
    let right = search.total &- left
    guard fixed.rows(left) >= minSamplesLeaf, fixed.rows(right) >= minSamplesLeaf,
      fixed.hessian(left) >= Self.minimumHessian, fixed.hessian(right) >= Self.minimumHessian
    else { return false }
    let gain = score(left) + score(right) - search.parentScore
    guard gain > search.gain else { return false }
    search.gain = gain
    search.left = left
    search.cut = cut
    search.missingLeft = missingLeft
    return true
  }

  /// Every cut between occupied bins, missing rows on either side.
  private func scanNumeric(
    _ sums: UnsafeMutableBufferPointer<GradientSum>, _ feature: BundledMatrix.Feature, _ search: inout Search
  ) -> SplitTest? {
    let hasMissing = feature.codes[0] == FeatureBins.missing
    let missing = hasMissing ? sums[0] : .zero
    var left = GradientSum.zero
    for digit in (hasMissing ? 1 : 0)..<feature.codes.count {
      guard fixed.rows(sums[digit]) > 0 else { continue }
      left &+= sums[digit]
      _ = offer(left, cut: digit, missingLeft: false, &search)
      if fixed.rows(missing) > 0 { _ = offer(left &+ missing, cut: digit, missingLeft: true, &search) }
    }
    guard search.cut >= 0 else { return nil }
    let follows = fixed.rows(missing) == 0 && 2 * fixed.rows(search.left) >= fixed.rows(search.total)
    return .range(low: search.missingLeft || follows ? 0 : 1, high: feature.codes[search.cut])
  }

  /// Every cut of the categories, missing being one of them, ordered by their smoothed step: for a convex loss the
  /// best of all subsets is among them (Fisher 1958), up to the smoothing.
  private func scanCategorical(
    _ sums: UnsafeMutableBufferPointer<GradientSum>, _ feature: BundledMatrix.Feature, _ search: inout Search
  ) -> SplitTest? {
    func rank(_ digit: Int) -> Double {
      fixed.gradient(sums[digit]) / (fixed.hessian(sums[digit]) + Self.categorySmoothing)
    }
    let occupied = feature.codes.indices.filter { fixed.rows(sums[$0]) > 0 }
      .map { (rank: rank($0), digit: $0) }
      .sorted { ($0.rank, $0.digit) < ($1.rank, $1.digit) }
    var left = GradientSum.zero
    for (cut, category) in occupied.dropLast().enumerated() {
      left &+= sums[category.digit]
      _ = offer(left, cut: cut, missingLeft: false, &search)
    }
    guard search.cut >= 0 else { return nil }
    func codes(_ categories: ArraySlice<(rank: Double, digit: Int)>) -> SIMD4<UInt64> {
      categories.reduce(into: .zero) { $0.insert(code: feature.codes[$1.digit]) }
    }
    let mostGoLeft = 2 * fixed.rows(search.left) >= fixed.rows(search.total)
    return .set(
      mostGoLeft ? ~codes(occupied[(search.cut + 1)...]) : codes(occupied[...search.cut]),
      codes: bins[search.feature].cells + 1)
  }
}
