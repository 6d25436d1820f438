/// What the rows of each class count in a fit.
struct ClassWeights: Sendable, Equatable {
  let negative: Double
  let positive: Double

  static let equal = ClassWeights(negative: 1, positive: 1)

  /// Rows / (2 x rows of the class), so that both classes weigh the same: scikit-learn's `class_weight="balanced"`.
  static func balanced(labels: [UInt8]) -> ClassWeights {
    let positives = labels.count(where: { $0 == 1 })
    let rows = Double(labels.count)
    return ClassWeights(
      negative: rows / Double(2 * max(1, labels.count - positives)), positive: rows / Double(2 * max(1, positives)))
  }

  func callAsFunction(_ label: UInt8) -> Double { label == 1 ? positive : negative }
}

extension Hyperparameter {
  static let classWeight = Hyperparameter(
    "class_weight", default: .none, .none, .choice(["balanced"]),
    summary: "Weigh classes by the inverse of their frequency; lifts every probability, so calibrate before money.")
}
