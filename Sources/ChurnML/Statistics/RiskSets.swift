/// Customers followed from entry until they left or were last seen.
public struct FollowUp: Sendable {
  /// From entry to the end of observation; none is NaN or negative.
  public let durations: [Double]
  /// 1 for those who left at the end, 0 for those who were still there (censored).
  public let churned: [UInt8]
  /// Row numbers by falling duration.
  let order: [UInt32]

  public init(durations: [Double], churned: [UInt8]) {
    precondition(durations.count == churned.count && durations.allSatisfy { $0 >= 0 })
    self.durations = durations
    self.churned = churned
    order = descendingOrder(of: durations)
  }

  /// Calls `body` for each time at which someone left, in rising order, with how many of each group were followed at
  /// least until then and how many of them left.
  /// - Parameter groups: for each row a number below `count`, or a negative one for rows that are left out.
  func visitRiskSets(groups: [Int16], count: Int, _ body: (_ time: Double, _ atRisk: [Int], _ events: [Int]) -> Void) {
    var atRisk = [Int](repeating: 0, count: count)
    for group in groups where group >= 0 { atRisk[Int(group)] += 1 }
    var place = order.count
    while place > 0 {
      let time = durations[Int(order[place - 1])]
      var left = [Int](repeating: 0, count: count)
      var events = left
      while place > 0, durations[Int(order[place - 1])] == time {
        place -= 1
        let row = Int(order[place])
        guard groups[row] >= 0 else { continue }
        left[Int(groups[row])] += 1
        events[Int(groups[row])] += Int(churned[row])
      }
      if events.contains(where: { $0 > 0 }) { body(time, atRisk, events) }
      for group in 0..<count { atRisk[group] -= left[group] }
    }
  }
}
