internal import Foundation

/// score = miscalibration - discrimination + uncertainty, with isotonic recalibration in the place of bins.
///
/// The CORP decomposition of Dimitriadis, Gneiting and Jordan (2021): nothing to choose, and reproducible.
public struct ScoreDecomposition: Sendable, Equatable, Encodable {
  public let miscalibration: Double
  public let discrimination: Double
  public let uncertainty: Double

  /// Of the Brier score.
  public static func squaredError(_ scores: RankedScores) throws(Undefined) -> ScoreDecomposition {
    ScoreDecomposition(
      score: try Brier().value(of: scores), scores,
      blockLoss: { rows, churners in churners * (rows - churners) / rows })
  }

  /// Of the log loss.
  public static func logLoss(_ scores: RankedScores) throws(Undefined) -> ScoreDecomposition {
    ScoreDecomposition(
      score: try LogLoss().value(of: scores), scores,
      blockLoss: { rows, churners in
        let stayers = rows - churners
        return -(churners > 0 ? churners * log(churners / rows) : 0) - (stayers > 0 ? stayers * log(stayers / rows) : 0)
      })
  }

  /// - Parameter blockLoss: the summed loss of rows that are all given their own churn rate.
  private init(score: Double, _ scores: RankedScores, blockLoss: (_ rows: Double, _ churners: Double) -> Double) {
    let count = Double(scores.count)
    let recalibrated =
      IsotonicFit(scores).blocks
      .reduce(0) { $0 + blockLoss(Double($1.rows), Double($1.churners)) } / count
    uncertainty = blockLoss(count, Double(scores.positives)) / count
    miscalibration = score - recalibrated
    discrimination = uncertainty - recalibrated
  }
}
