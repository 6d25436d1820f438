public import Workbench

/// The page of an exploration, made of its record: every number in it is quoted from there.
public enum ExplorationPage {
  /// - Parameter record: schema `churnlab.exploration/1`.
  public static func text(_ record: JSON) -> String { page(record).text() }

  static func page(_ record: JSON) -> Page {
    let explored = ExploredRecord(record)
    let sections = [
      ExplorationOverview.section(explored), IndicatorSection.section(explored), RateSection.section(explored),
      DistributionSection.section(explored), RedundancySection.section(explored), PairSection.section(explored),
      TenureSection.section(explored), SurvivalSection.section(explored), ColumnSection.section(explored),
    ]
    return Page(
      kind: "Exploration", title: explored.fileName,
      subtitle:
        "\(explored.quote("/all/rows", .count)) customers, \(explored.quote("/all/churned", .count)) of them churned: \(explored.string("/target/column")) is “\(explored.string("/target/positive"))”",
      sections: sections.compactMap { $0 }, footer: footer(explored))
  }

  private static func footer(_ explored: ExploredRecord) -> HTML {
    HTML(
      "p", [:],
      "Everything here is counted on all rows of the file (SHA-256 \(HTML("code", [:], explored.words("/digest")))), which is right for looking and wrong for choosing features ahead of cross-validation. Every number carries a pointer into the JSON record written beside this page."
    )
  }
}
