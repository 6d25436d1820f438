import Workbench

extension ServedModel {
  /// The answer for one customer.
  /// - Parameters:
  ///   - id: under which it is stored; nil where nothing is.
  ///   - unseen: columns whose category the model has not met.
  func json(_ prediction: Prediction, id: Int64?, unseen: [String]) -> JSON {
    var members: [JSON.Member] = [.init("probability", .number(prediction.probability))]
    if let calibrated = prediction.verdict?.calibratedProbability {
      members.append(.init("calibrated_probability", .number(calibrated)))
    }
    let verdict = prediction.verdict
    members += [
      .init("band", verdict?.band.map { .text($0) } ?? .null),
      .init("action", verdict?.action.map { .text($0) } ?? .null),
      .init("expected_profit", verdict?.expectedProfit.map { .number($0) } ?? .null),
      .init("percentile", prediction.standing.map { .number(100 * $0) } ?? .null),
    ]
    if let silence, verdict?.expectedProfit == nil { members.append(.init("reason", .text(silence))) }
    if !unseen.isEmpty { members.append(.init("unseen", .list(unseen.map { .text($0) }))) }
    if let id { members.append(.init("id", .integer(Int(id)))) }
    return .object(members)
  }
}
