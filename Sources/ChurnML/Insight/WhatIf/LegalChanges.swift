/// One column of a customer made another.
public struct CustomerChange: Sendable, Equatable {
  public let column: Int
  public let from: CustomerCell
  public let to: CustomerCell
}

/// All that one customer may become: every choice of the levers' values that breaks no rule.
///
/// Columns are decided one after another, and a choice is given up at the first rule it breaks with what is decided before. So
/// nothing legal is left out and little that is illegal is looked at.
struct LegalChanges {
  private let start: [CustomerCell]
  private let levers: [(column: Int, cells: [CustomerCell])]
  private let rules: ConsistencyRules
  /// For each column the place of its lever; -1 where it stays.
  private let place: [Int]

  init(of start: [CustomerCell], levers: [Lever], rules: ConsistencyRules) {
    self.start = start
    self.rules = rules
    var usable: [(column: Int, cells: [CustomerCell])] = []
    for lever in levers {
      let cells = lever.cells(from: start[lever.column])
      if !cells.isEmpty { usable.append((lever.column, cells)) }
    }
    self.levers = usable
    var place = [Int](repeating: -1, count: start.count)
    for (index, lever) in usable.enumerated() { place[lever.column] = index }
    self.place = place
  }

  /// Columns that can be changed at all.
  var most: Int { levers.count }

  /// Hands every legal customer that differs from the start in exactly `count` columns to `body`, until it returns false.
  /// - Returns: whether all were handed over.
  func visit(changing count: Int, _ body: ([CustomerChange]) -> Bool) -> Bool {
    var customer = start
    var changes: [CustomerChange] = []
    return visit(0, count, &customer, &changes, body)
  }

  private func visit(
    _ index: Int, _ left: Int, _ customer: inout [CustomerCell], _ changes: inout [CustomerChange],
    _ body: ([CustomerChange]) -> Bool
  ) -> Bool {
    guard index < levers.count else { return body(changes) }
    let (column, cells) = levers[index]
    if levers.count - index > left, isLegal(customer, at: index, isChanged: false, changes) {
      guard visit(index + 1, left, &customer, &changes, body) else { return false }
    }
    guard left > 0 else { return true }
    for cell in cells {
      customer[column] = cell
      if isLegal(customer, at: index, isChanged: true, changes) {
        changes.append(CustomerChange(column: column, from: start[column], to: cell))
        guard visit(index + 1, left - 1, &customer, &changes, body) else { return false }
        changes.removeLast()
      }
    }
    customer[column] = start[column]
    return true
  }

  /// Against all that is decided. Two columns that both stay are as they were.
  private func isLegal(
    _ customer: [CustomerCell], at index: Int, isChanged: Bool, _ changes: [CustomerChange]
  ) -> Bool {
    rules.broken(by: customer, at: levers[index].column) { other in
      place[other] < index && (isChanged || changes.contains { $0.column == other })
    } == nil
  }
}
