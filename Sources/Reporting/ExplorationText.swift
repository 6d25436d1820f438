internal import ChurnML
public import Workbench

/// What `explore` says on a terminal.
public enum ExplorationText {
  private static let mostIndicators = 25

  public static func text(_ record: ExplorationRecord, _ files: ExplorationFiles) -> String {
    let exploration = record.exploration
    let parts = [
      head(exploration), indicators(exploration), noise(exploration), redundancy(exploration), pairs(exploration),
      tenure(exploration), survival(exploration), AlarmText.text(record.alarms), list("Notes", record.notes),
      "Page: \(files.page)\nJSON: \(files.record)",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  /// A name as a table has room for it.
  private static func name(_ name: String) -> String { TextWrap.cut(name, to: 30) }

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
        name(indicator.column), NumberText.fixed(v, 3), TextBar.bar(most > 0 ? v / most : 0, width: 12),
        NumberText.fixed(indicator.strength(.mutualInformation), 4), NumberText.fixed(indicator.auc, 3),
        NumberText.fixed(indicator.ks, 3), NumberText.fixed(indicator.null.adjustedPValue, 3),
      ])
    }
    let left = exploration.indicators.count - mostIndicators
    return table.text + (left > 0 ? "\nand \(left) more" : "")
  }

  private static func noise(_ exploration: Exploration) -> String? {
    let names = exploration.indicators.filter(\.null.isNoise).map { name($0.column) }
    guard !names.isEmpty else { return nil }
    return TextWrap.wrap(
      "Noise: \(names.joined(separator: ", ")). With shuffled labels such columns do as well in more than 5 % of "
        + "\(NumberText.count(exploration.settings.permutations)) shuffles.", indent: 2)
  }

  private static func redundancy(_ exploration: Exploration) -> String? {
    let clusters = exploration.pairs.redundant
    return clusters.isEmpty
      ? nil : TextWrap.list("Repeat each other", clusters.map { $0.map(name).joined(separator: ", ") })
  }

  private static func pairs(_ exploration: Exploration) -> String? {
    let items = exploration.pairs.strongest.prefix(3).map { pair in
      var text = "\(pair.columns.map(name).joined(separator: " × ")): +\(NumberText.fixed(pair.gain.corrected, 4)) nats"
      if let cell = pair.hottest {
        text +=
          "; \(cell.levels.map { name($0.text) }.joined(separator: " × ")): \(percent(cell.count)) of "
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
    let line = TextBar.sparkline(tenure.counts.map(\.rate.value))
    return TextWrap.wrap("Churn over \(tenure.column): \(percent(first)) \(line) \(percent(last))", indent: 2)
  }

  private static func survival(_ exploration: Exploration) -> String? {
    switch exploration.survival {
    case .undefined(let reason): return TextWrap.wrap("Survival: \(reason).", indent: 2)
    case .value(let survival):
      var table = TextTable(["stay (Kaplan-Meier)", "chi²", "df", "p (log-rank)"])
      for by in survival.by {
        guard let test = by.logRank.value else { continue }
        table.add([
          name(by.column), NumberText.fixed(test.statistic, 2), "\(test.df)",
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
