internal import ChurnML
public import Workbench

/// Customers' reasons for the terminal.
public enum ExplainText {
  private static let customers = 20
  private static let reasons = 5

  public static func text(_ report: ReasonsReport) -> String {
    var blocks = report.customers.prefix(customers).map(block)
    if report.customers.count > customers {
      let more = NumberText.count(report.customers.count - customers)
      blocks.append("And \(more) customers more; see them all with --json or --out FILE.")
    }
    return (blocks + [Explainer.caution]).joined(separator: "\n\n") + "\n"
  }

  private static func block(_ customer: ReasonsReport.Customer) -> String {
    let reasons = customer.reasons
    let unit = reasons.space == .probability ? "" : " (in log odds)"
    let base = NumberText.percent(reasons.space.probability(reasons.base))
    var table = TextTable(["Row \(customer.row): \(NumberText.percent(reasons.probability)), from \(base)\(unit)", ""])
    let strongest = reasons.strongestFirst
    for reason in strongest.prefix(Self.reasons) {
      table.add(["  " + reason.phrase, NumberText.signed(reason.contribution, 3)])
    }
    let rest = strongest.dropFirst(Self.reasons)
    if !rest.isEmpty {
      table.add(["  \(rest.count) more columns", NumberText.signed(rest.reduce(0) { $0 + $1.contribution }, 3)])
    }
    return table.text
  }
}
