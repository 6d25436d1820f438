internal import ChurnML

/// How models are compared with the reference, said before anything is known.
public struct ComparisonPlan: Sendable, Equatable {
  public enum Test: String, Sendable, Equatable, CaseIterable {
    case bayesianT = "bayesian_t"
    case correctedT = "corrected_t"
    /// Of the area under the ROC curve only.
    case delong
  }

  /// Half the width of the region of practical equivalence, in units of the search's metric: smaller differences do not
  /// matter.
  public let rope: Double
  public let primary: Test
  /// What a statement of `bayesianT` needs.
  public let probability: Double
}

extension ComparisonPlan {
  private static let rope = Key(
    "rope", .scalar([.positive]), default: .number(0.01),
    "a smaller difference, in units of search.metric, does not matter: the region of practical equivalence")
  private static let primary = Key(
    "primary", .choice(Test.allCases.map(\.rawValue)), default: .text(Test.bayesianT.rawValue),
    "the test that decides; the others are shown as appendix; delong with the metric roc_auc only")
  private static let probability = Key(
    "probability", .scalar([.number(above: 0.5, through: 0.999_999)]), default: .number(0.9),
    "how probable a verdict of bayesian_t must be")
  static let keys = [rope, primary, probability]

  /// - Parameter metric: the search's.
  init(_ node: ConfigNode, metric: String) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    rope = try fields.number(Self.rope)
    primary = Test(rawValue: try fields.text(Self.primary)) ?? .bayesianT
    probability = try fields.number(Self.probability)
    if primary == .delong, metric != ROCAUC.name, let node = fields[Self.primary] {
      throw node.error("DeLong's test is of roc_auc, and search.metric is \(metric); choose bayesian_t or corrected_t")
    }
  }

  var json: JSON {
    ["rope": .number(rope), "primary": .text(primary.rawValue), "probability": .number(probability)]
  }
}
