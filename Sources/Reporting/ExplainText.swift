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
    blocks.append(Explainer.caution)
    if let setup = report.setup { blocks.append(whatIf(setup)) }
    return blocks.joined(separator: "\n\n") + "\n"
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
    let more = [customer.explanation.stability?.words] + (customer.explanation.whatIf.map(lines) ?? [])
    return ([table.text] + more.compactMap { $0.map { TextWrap.wrap($0, first: 2, indent: 4) } }).joined(
      separator: "\n")
  }

  private static func lines(_ whatIf: CustomerWhatIf) -> [String] {
    if let refused = whatIf.refused { return ["What if: refused. \(refused)."] }
    return whatIf.sentences.map { "What if, \($0.goal): \($0.answer)" }
  }

  private static func whatIf(_ setup: WhatIfSetup) -> String {
    let facts = [
      "What if: \(WhatIfSetup.caution)", "May change: \(setup.changeable.joined(separator: ", ")).",
      "Stays: \(setup.fixed.isEmpty ? "nothing" : setup.fixed.joined(separator: ", ")).",
    ]
    let rules = setup.ruleSentences
    let shown = rules.isEmpty ? [] : [TextWrap.list("Rules kept", rules)]
    return (facts.map { TextWrap.wrap($0, indent: 2) } + shown).joined(separator: "\n")
  }
}
