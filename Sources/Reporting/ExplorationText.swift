internal import ChurnML
public import Workbench

/// What `explore` says on a terminal.
public enum ExplorationText {
  private static let mostIndicators = 25

  public static func text(_ record: ExplorationRecord, _ files: ExplorationFiles) -> String {
    let exploration = record.exploration
    let parts = [
      head(exploration), indicators(exploration), noise(exploration), redundancy(exploration), pairs(exploration),
      tenure(exploration), survival(exploration), list("Alarms", record.alarms.compactMap { $0["message"]?.string }),
      list(
        "Notes",
        exploration.notes.map(\.message)
          + exploration.unranked.map { "\"\($0.column)\" cannot be ranked: \($0.reason)" }),
      "Page: \(files.page)\nJSON: \(files.record)",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private static func head(_ exploration: Exploration) -> String {
    let (all, interval) = (exploration.all, exploration.all.interval)
    let features = exploration.columns.count { $0.role == .feature }
    return TextWrap.wrap(
      "\(exploration.file): \(NumberText.count(all.rows)) customers, \(NumberText.count(all.churned)) of them churned "
        + "(\(percent(all)), 95 % interval \(NumberText.percent(interval.low)) to \(NumberText.percent(interval.high))); "
        + "\(exploration.columns.count) columns, \(features) of them features", indent: 2)
  }

  private static func percent(_ count: ChurnCount) -> String {
    count.rate.value.map { NumberText.percent($0) } ?? NumberText.none
  }

  private static func indicators(_ exploration: Exploration) -> String? {
    guard let best = exploration.indicators.first else { return nil }
    let most = best.strength(.cramersV)
    var table = TextTable(["indicator", "V", "", "MI nats", "AUC", "KS", "p shuffled"])
    for indicator in exploration.indicators.prefix(mostIndicators) {
      let v = indicator.strength(.cramersV)
      table.add([
        TextWrap.cut(indicator.column, to: 30), NumberText.fixed(v, 3), bar(most > 0 ? v / most : 0),
        NumberText.fixed(indicator.strength(.mutualInformation), 4), NumberText.fixed(indicator.auc, 3),
        NumberText.fixed(indicator.ks, 3), NumberText.fixed(indicator.null.adjustedPValue, 3),
      ])
    }
    let left = exploration.indicators.count - mostIndicators
    return table.text + (left > 0 ? "\nand \(left) more" : "")
  }

  /// Twelve places, to an eighth.
  private static func bar(_ share: Double) -> String {
    let eighths = Int((96 * share).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return filled + String(repeating: " ", count: 12 - filled.count)
  }

  private static func noise(_ exploration: Exploration) -> String? {
    let names = exploration.indicators.filter(\.null.isNoise).map(\.column)
    guard !names.isEmpty else { return nil }
    return TextWrap.wrap(
      "Noise: \(names.joined(separator: ", ")). With shuffled labels such columns do as well in more than 5 % of "
        + "\(NumberText.count(exploration.settings.permutations)) shuffles.", indent: 2)
  }

  private static func redundancy(_ exploration: Exploration) -> String? {
    let clusters = exploration.pairs.redundant
    return clusters.isEmpty ? nil : TextWrap.list("Repeat each other", clusters.map { $0.joined(separator: ", ") })
  }

  private static func pairs(_ exploration: Exploration) -> String? {
    let items = exploration.pairs.strongest.prefix(3).map { pair in
      var text = "\(pair.columns.joined(separator: " × ")): +\(NumberText.fixed(pair.gain.corrected, 4)) nats"
      if let cell = pair.hottest {
        text +=
          "; \(cell.levels.map(\.text).joined(separator: " × ")): \(percent(cell.count)) of "
          + "\(NumberText.count(cell.count.rows)) churned"
      }
      return text
    }
    return items.isEmpty ? nil : TextWrap.list("Say more together than the better one alone", items)
  }

  private static func tenure(_ exploration: Exploration) -> String? {
    guard let tenure = exploration.tenure.value, let first = tenure.counts.first, let last = tenure.counts.last else {
      return nil
    }
    let line = sparkline(tenure.counts.map { $0.rate.value ?? 0 })
    return TextWrap.wrap("Churn over \(tenure.column): \(percent(first)) \(line) \(percent(last))", indent: 2)
  }

  private static func sparkline(_ values: [Double]) -> String {
    let most = values.max() ?? 0
    let steps = Array("▁▂▃▄▅▆▇█")
    return String(values.map { steps[most > 0 ? min(7, Int($0 / most * 7.999)) : 0] })
  }

  private static func survival(_ exploration: Exploration) -> String? {
    switch exploration.survival {
    case .undefined(let reason): return TextWrap.wrap("Survival: \(reason).", indent: 2)
    case .value(let survival):
      var table = TextTable(["stay (Kaplan-Meier)", "chi²", "df", "p (log-rank)"])
      for by in survival.by {
        guard let test = by.logRank.value else { continue }
        table.add([
          TextWrap.cut(by.column, to: 30), NumberText.fixed(test.statistic, 2), "\(test.df)",
          test.pValue < 0.0001 ? "< 0.0001" : NumberText.fixed(test.pValue),
        ])
      }
      let median = survival.overall.median.map {
        "half have left after \(NumberText.short($0))\(survival.isInDays ? " days" : "")"
      }
      return TextWrap.wrap(
        "Survival: \(NumberText.count(survival.overall.events)) of \(NumberText.count(survival.overall.customers)) left; "
          + (median ?? "more than half stay to the end of observation"), indent: 2) + "\n" + table.text
    }
  }

  private static func list(_ heading: String, _ items: [String]) -> String? {
    items.isEmpty ? nil : TextWrap.list(heading, items)
  }
}
