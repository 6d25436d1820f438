internal import ChurnML

/// The digest of what is exact in a run: data, splits, seed, and for every forest point its parameters and the SHA-256 of its
/// fixed-point out-of-fold scores. What passes through BLAS or libm is not in it.
enum ResultsDigest {
  static func hex(
    data: String, splits: String, seed: UInt64, forestPoints: [(candidate: Candidate, scores: String)]
  ) -> String {
    let points = forestPoints.map { "\($0.candidate.canonicalParameters) \($0.scores)" }.sorted()
    let lines = ["churnlab.digest/1", "data \(data)", "splits \(splits)", "seed \(seed)"] + points
    return SHA256.hex(of: lines.joined(separator: "\n") + "\n")
  }
}
