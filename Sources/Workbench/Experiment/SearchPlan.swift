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

  public init(method: Method, metric: String) {
    self.method = method
    self.metric = metric
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

  private static func metric(_ names: [String]) -> Key {
    Key("metric", .choice(names), default: .text("roc_auc"), "what the best point is chosen by")
  }

  static func keys(metrics: [String]) -> [Key] { [method, metric(metrics), budget, seed] }

  /// - Parameters:
  ///   - metrics: names of metrics and of threshold objectives.
  ///   - experimentSeed: stands in for a seed of the search's own.
  init(_ node: ConfigNode, metrics: [String], experimentSeed: UInt64) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys(metrics: metrics))
    metric = try fields.text(Self.metric(metrics))
    if try fields.text(Self.method) == "grid" {
      try fields.refuse(Self.budget, Self.seed, because: "a grid search tries every point and draws nothing")
      method = .grid
    } else {
      let seed = try fields.integerIfGiven(Self.seed).map(UInt64.init)
      method = .random(budget: try fields.integer(Self.budget), seed: seed ?? experimentSeed)
    }
  }

  var json: JSON {
    var members: [JSON.Member] = [.init("method", .text(method.name)), .init("metric", .text(metric))]
    if case .random(let budget, let seed) = method {
      members += [.init("budget", .integer(budget)), .init("seed", .integer(Int(seed)))]
    }
    return .object(members)
  }
}
