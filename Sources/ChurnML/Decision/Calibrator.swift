/// A fitted map from scores to calibrated probabilities.
public protocol Calibrator: Sendable, Codable {
  /// The name in experiment files.
  static var name: String { get }

  /// Throws `Undefined` where the rows do not allow a fit.
  /// - Parameter scores: of rows the model was not fitted on.
  init(fittedTo scores: RankedScores) throws(Undefined)

  /// P(churned) at a score.
  func probability(_ score: Double) -> Double
}

/// Every calibrator, one line each; `none` in an experiment file is the absence of one.
public enum CalibratorCatalogue {
  public static let all: [any Calibrator.Type] = [
    PlattCalibrator.self,
    IsotonicCalibrator.self,
    BetaCalibrator.self,
  ]

  public static func calibrator(named name: String) -> (any Calibrator.Type)? { all.first { $0.name == name } }
}

/// Probabilities for rows scored out of fold, each from a calibrator fitted on the other folds' scores.
///
/// Throws `Undefined` for a single fold, or when the other folds do not allow a fit.
/// - Parameter folds: the fold of each row.
public func crossFittedProbabilities(
  _ calibrator: any Calibrator.Type, labels: [UInt8], scores: [Double], folds: [Int]
) throws(Undefined) -> [Double] {
  let names = Set(folds).sorted()
  guard names.count > 1 else { throw Undefined("cross-fitted calibration needs at least two folds") }
  var probabilities = scores
  for name in names {
    let others = folds.indices.filter { folds[$0] != name }
    let fitted = try calibrator.init(
      fittedTo: RankedScores(labels: others.map { labels[$0] }, scores: others.map { scores[$0] }))
    for row in folds.indices where folds[row] == name { probabilities[row] = fitted.probability(scores[row]) }
  }
  return probabilities
}
