internal import ChurnML

/// What cut-offs are chosen by.
public struct ThresholdPlan: Sendable, Equatable {
  /// How many customers can be contacted at most.
  public enum Capacity: Sendable, Equatable {
    case count(Int)
    /// Above 0 and at most 1.
    case share(Double)
  }

  public let objectives: [String]
  /// What a churner who is missed costs, in contacts made for nothing.
  public let costRatio: Double
  public let capacity: Capacity?

  /// `profit` only where there is a campaign; then it is always among those judged.
  public static let objectiveNames = ["f1", "youden", "accuracy", "cost", profit]
  static let profit = "profit"
  private static let defaultObjectives = ["f1", "youden", "accuracy", "cost"]
}

extension ThresholdPlan {
  private static let objectives = Key(
    "objectives", .choices(objectiveNames),
    "what cut-offs are chosen by; left out, all of them; profit needs a campaign")
  private static let costRatio = Key(
    "cost_ratio", .scalar([.positive]), default: .number(5), "cost of a missed churner, in needless contacts")
  private static let capacity = Key(
    "capacity", .scalar(capacityDomains),
    "most customers that can be contacted: a count, or a share written with a point")
  static let keys = [objectives, costRatio, capacity]
  static let capacityDomains: [Hyperparameter.Domain] = [.integer(1...Int.max), .number(above: 0, through: 1)]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    objectives = try fields.choices(Self.objectives, among: Self.objectiveNames) ?? Self.defaultObjectives
    costRatio = try fields.number(Self.costRatio)
    capacity = try fields.value(Self.capacity).flatMap(Capacity.init)
  }

  var json: JSON {
    [
      "objectives": .list(objectives.map { .text($0) }), "cost_ratio": .number(costRatio),
      "capacity": capacity?.json ?? .null,
    ]
  }
}

extension ThresholdPlan.Capacity {
  /// nil for a value that is no number.
  init?(_ value: HyperparameterValue) {
    switch value {
    case .integer(let count): self = .count(count)
    case .number(let share): self = .share(share)
    default: return nil
    }
  }

  var json: JSON {
    switch self {
    case .count(let count): .integer(count)
    case .share(let share): .number(share)
    }
  }
}
