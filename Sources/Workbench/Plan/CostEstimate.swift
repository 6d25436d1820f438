/// What a run takes: foreseen by `CostProbe`, or spent.
public struct CostEstimate: Codable, Sendable, Equatable {
  /// Seconds of all threads.
  public let cpu: Double
  public let wall: Double
  /// The largest resident set.
  public let peakMemory: Int
  /// Out-of-fold scores on disk before any are dropped.
  public let scores: Int

  enum CodingKeys: String, CodingKey {
    case cpu = "cpu_s"
    case wall = "wall_s"
    case peakMemory = "peak_memory_bytes"
    case scores = "score_bytes"
  }
}
