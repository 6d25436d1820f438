internal import ChurnML

/// Which grid points are tried, and by what the best is chosen.
public struct SearchPlan: Sendable, Equatable {
  public enum Method: Sendable, Equatable {
    /// Every combination of the listed values.
    case grid
    /// `budget` draws for each model that leaves something to draw.
    case random(budget: Int, seed: UInt64)

    var name: String {
      switch self {
      case .grid: "grid"
      case .random: "random"
      }
    }
  }

  public let method: Method
  /// A metric's name, or one of the objectives that thresholds are chosen by.
  public let metric: String
  public let rule: SelectionRule
  /// Of customers, for the bias-corrected estimate.
  public let resamples: Int

  /// More change the second digit of an interval's ends no more.
  public static let usualResamples = 500

  public init(method: Method, metric: String, rule: SelectionRule = .best, resamples: Int = Self.usualResamples) {
    self.method = method
    self.metric = metric
    self.rule = rule
    self.resamples = resamples
  }
}

extension SearchPlan {
  /// More points than any machine scores; a list too many is more likely.
  static let mostPoints = 1_000_000

  private static let method = Key(
    "method", .choice(["grid", "random"]), default: .text("grid"), "every combination, or draws")
  private static let budget = Key("budget", .integer(1...mostPoints), "draws for each model; random search only")
  private static let seed = Key(
    "seed", .integer(0...Int.max), "what the draws start from; left out, the experiment's seed; random search only")

  private static let rule = Key(
    "rule", .choice(SelectionRule.allCases.map(\.rawValue)), default: .text(SelectionRule.best.rawValue),
    "which point is chosen: best; one_se, of those within a standard error of the best the one of fewest nodes; practical, of "
      + "those within comparisons.rope of the best")

  private static let resamplesKey = Key(
    "resamples", .integer(0...100_000), default: .integer(usualResamples),
    "how often the choice is repeated on customers drawn anew for the bias-corrected estimate; 0 leaves it out")

  private static func metric(_ names: [String]) -> Key {
    Key("metric", .choice(names), default: .text("roc_auc"), "what the best point is chosen by")
  }

  static func keys(metrics: [String]) -> [Key] { [method, metric(metrics), rule, resamplesKey, budget, seed] }

  /// - Parameters:
  ///   - metrics: names of metrics and of threshold objectives.
  ///   - experimentSeed: stands in for a seed of the search's own.
  init(_ node: ConfigNode, metrics: [String], experimentSeed: UInt64) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys(metrics: metrics))
    metric = try fields.text(Self.metric(metrics))
    resamples = try fields.integer(Self.resamplesKey)
    rule = SelectionRule(rawValue: try fields.text(Self.rule)) ?? .best
    if try fields.text(Self.method) == "grid" {
      try fields.refuse(Self.budget, Self.seed, because: "a grid search tries every point and draws nothing")
      method = .grid
    } else {
      let seed = try fields.integerIfGiven(Self.seed).map(UInt64.init)
      method = .random(budget: try fields.integer(Self.budget), seed: seed ?? experimentSeed)
    }
  }

  var json: JSON {
    var members: [JSON.Member] = [
      .init("method", .text(method.name)), .init("metric", .text(metric)), .init("rule", .text(rule.rawValue)),
      .init("resamples", .integer(resamples)),
    ]
    if case .random(let budget, let seed) = method {
      members += [.init("budget", .integer(budget)), .init("seed", .integer(Int(seed)))]
    }
    return .object(members)
  }
}
