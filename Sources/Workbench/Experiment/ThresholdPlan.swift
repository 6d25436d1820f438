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

  public static let objectiveNames = ["f1", "youden", "accuracy", "cost"]
}

extension ThresholdPlan {
  private static let objectives = Key(
    "objectives", .choices(objectiveNames), "what cut-offs are chosen by; left out, all of them")
  private static let costRatio = Key(
    "cost_ratio", .scalar([.positive]), default: .number(5), "cost of a missed churner, in needless contacts")
  private static let capacity = Key(
    "capacity", .scalar([.integer(1...Int.max), .number(above: 0, through: 1)]),
    "most customers that can be contacted: a count, or a share written with a point")
  static let keys = [objectives, costRatio, capacity]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    objectives = try fields.choices(Self.objectives, among: Self.objectiveNames) ?? Self.objectiveNames
    costRatio = try fields.number(Self.costRatio)
    capacity =
      switch try fields.value(Self.capacity) {
      case .integer(let count): .count(count)
      case .number(let share): .share(share)
      default: nil
      }
  }

  var json: JSON {
    let capacity: JSON =
      switch capacity {
      case .count(let count): .integer(count)
      case .share(let share): .number(share)
      case nil: .null
      }
    return [
      "objectives": .list(objectives.map { .text($0) }), "cost_ratio": .number(costRatio), "capacity": capacity,
    ]
  }
}
