internal import Foundation

/// What reasons are measured in: they add up there and nowhere else.
public enum ReasonSpace: String, Sendable, Codable {
  case probability
  case logOdds = "log_odds"

  /// P(churned) of a prediction in this space.
  public func probability(_ prediction: Double) -> Double {
    switch self {
    case .probability: prediction
    case .logOdds: logistic(prediction)
    }
  }
}

/// What each column adds to the prediction for each row, against a base: `base + Σ row(i)` is row `i`'s prediction in `space`.
///
/// These are Shapley values (Shapley 1953; Lundberg and Lee 2017) of the model. They say what the model associates
/// with a column's value, not what changing it would cause.
public struct Attributions: Sendable, Equatable {
  public let space: ReasonSpace
  /// The prediction for a customer of whom nothing is known.
  public let base: Double
  /// Columns of the data.
  public let columns: Int
  /// Row after row, each in the columns' order.
  public let values: [Double]

  init(space: ReasonSpace, base: Double, columns: Int, values: [Double]) {
    self.space = space
    self.base = base
    self.columns = columns
    self.values = values
  }

  public var rows: Int { columns == 0 ? 0 : values.count / columns }

  /// What each column adds for row `index`.
  public func row(_ index: Int) -> ArraySlice<Double> { values[(index * columns)..<((index + 1) * columns)] }

  /// P(churned) of row `index`.
  public func probability(_ index: Int) -> Double { space.probability(row(index).reduce(base, +)) }

  /// The same reasons in probability: each row's are stretched by the slope of the line from the base's probability to the
  /// row's, so that they still add up and keep their order. Not Shapley values of the probability, but near them.
  public func inProbability() -> Attributions {
    guard space == .logOdds else { return self }
    let start = logistic(base)
    var stretched: [Double] = []
    stretched.reserveCapacity(values.count)
    for index in 0..<rows {
      let row = row(index)
      let step = row.reduce(0, +)
      let end = logistic(base + step)
      // At no distance the line is the curve's tangent.
      let slope = abs(step) < 1e-9 ? end * (1 - end) : (end - start) / step
      stretched += row.map { $0 * slope }
    }
    return Attributions(space: .probability, base: start, columns: columns, values: stretched)
  }
}

/// What divides predictions among the columns.
public protocol Attributor: Sendable {
  /// The Shapley values of each of `rows`, in their order.
  /// - Parameter features: columns in the order, and with the categories, of the training data.
  func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions
}

/// A classifier whose predictions can be divided among the columns.
public protocol AttributableClassifier: Classifier, Attributor {
  /// What gives the same values, with all that no row changes worked out already: for whoever asks more than once.
  func attributor(jobs: Int) -> any Attributor
}

extension AttributableClassifier {
  public func attributor(jobs: Int) -> any Attributor { self }
}

extension MajorityModel: AttributableClassifier {
  public func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions {
    Attributions(
      space: .probability, base: rate, columns: features.count,
      values: [Double](repeating: 0, count: rows.count * features.count))
  }
}
