/// What the logistic models have in common.
struct LogisticSettings: Sendable, Equatable {
  /// What is the same for all members of a path.
  struct Shared: Sendable, Equatable {
    let penalty: Penalty
    let balanced: Bool
    let maximumIterations: Int
    let tolerance: Double
  }

  enum Penalty: String, Sendable { case none, l2, firth }

  let inversePenalty: Double
  let shared: Shared

  init(_ values: [String: HyperparameterValue]) {
    inversePenalty = values["C"]?.number ?? 1
    shared = Shared(
      penalty: values["penalty"].map { $0.text.flatMap(Penalty.init) ?? .none } ?? .l2,
      balanced: values["class_weight"]?.text == "balanced", maximumIterations: values["max_iter"]?.integer ?? 100,
      tolerance: values["tol"]?.number ?? 1e-8)
  }

  static let hyperparameters: [Hyperparameter] = [
    Hyperparameter(
      "C", default: .number(1), .number(above: 0, through: 1e12),
      summary: "Inverse of the penalty's strength: smaller is stronger."),
    .classWeight,
    Hyperparameter(
      "max_iter", default: .integer(100), .integer(1...100_000), summary: "At most this many Newton steps."),
    Hyperparameter(
      "tol", default: .number(1e-8), .number(above: 0, through: 1),
      summary: "Stop when the optimum is this near, in units of standard errors (the Newton decrement)."),
  ]
}
