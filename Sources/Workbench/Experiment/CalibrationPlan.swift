internal import ChurnML

/// How scores become probabilities.
public struct CalibrationPlan: Sendable, Equatable {
  public let method: CalibrationMethod
  /// The churn rate of the customers to be scored, where the data were sampled at another; probabilities are corrected to it.
  public let churnRate: Double?
}

extension CalibrationPlan {
  private static let methods = CalibrationMethod.allCases.map(\.rawValue)
  private static let method = Key("method", .choice(methods), default: .text("none"), "how, cross-fitted")
  private static let churnRate = Key(
    "churn_rate", .scalar([.number(above: 0, through: 0.999_999)]),
    "true churn rate, where the data were sampled at another; probabilities are corrected to it")
  static let key = Key(
    "calibration", .either([.choice(methods), .section([method, churnRate])]), default: .text("none"),
    "how scores are made probabilities, cross-fitted")

  init(_ node: ConfigNode?) throws(InputError) {
    guard let node else {
      (method, churnRate) = (.none, nil)
      return
    }
    guard case .section = node.content else {
      let name = try [Hyperparameter.Domain.choice(Self.methods)].value(of: node)
      method = if case .text(let text) = name { CalibrationMethod(rawValue: text) ?? .none } else { .none }
      churnRate = nil
      return
    }
    let fields = try Fields(node, keys: [Self.method, Self.churnRate])
    method = CalibrationMethod(rawValue: try fields.text(Self.method)) ?? .none
    churnRate = try fields.value(Self.churnRate)?.number
  }

  var json: JSON {
    guard let churnRate else { return .text(method.rawValue) }
    return ["method": .text(method.rawValue), "churn_rate": .number(churnRate)]
  }
}
