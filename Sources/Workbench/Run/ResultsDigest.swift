internal import ChurnML

/// The digest of what is exact in a run: data, splits, seed, and for every forest point its parameters and the SHA-256 of its
/// fixed-point out-of-fold scores; of nested cross-validation the same of every inner search. What passes through BLAS or libm is not in it.
enum ResultsDigest {
  /// - Parameter nested: a line for each inner point.
  static func hex(
    data: String, splits: String, seed: UInt64, forestPoints: [(candidate: Candidate, scores: String)], nested: [String]
  ) -> String {
    let points = forestPoints.map { "\($0.candidate.canonicalParameters) \($0.scores)" }.sorted()
    let lines = ["churnlab.digest/1", "data \(data)", "splits \(splits)", "seed \(seed)"] + points + nested
    return SHA256.hex(of: lines.joined(separator: "\n") + "\n")
  }
}
