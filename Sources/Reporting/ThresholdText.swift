internal import ChurnML
public import Workbench

/// What `thresholds` says on a terminal.
public enum ThresholdText {
  public static func text(_ answer: ThresholdAnswer) -> String {
    let parts = [
      head(answer), optimum(answer), crossFitted(answer), profit(answer), sensitivity(answer), notes(answer),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private static func head(_ answer: ThresholdAnswer) -> String {
    let calibrated = answer.calibration == .none ? "" : ", calibrated (\(answer.calibration.rawValue))"
    return TextWrap.wrap(
      "\(answer.source): \(NumberText.count(answer.customers)) customers, \(NumberText.count(answer.churners)) of them "
        + "churned; scores: \(answer.score)\(calibrated); objective: \(answer.objective)", indent: 2)
  }

  private static func optimum(_ answer: ThresholdAnswer) -> String {
    guard let choice = answer.choice.value, let best = choice.optimum else {
      let reason = answer.choice.value?.notes.first ?? answer.choice.reason ?? ""
      return TextWrap.wrap(reason.prefix(1).uppercased() + reason.dropFirst() + ".", indent: 2)
    }
    var table = TextTable(["", "cut-off", answer.objective, "contacted", "precision", "recall"])
    func add(_ title: String, _ threshold: Double?, _ value: Double?, _ judged: JudgedCounts?) {
      table.add([
        title, NumberText.fixed(threshold), NumberText.fixed(value),
        judged.map { NumberText.count(Int($0.contacted.rounded())) } ?? "0", NumberText.fixed(judged?.precision, 3),
        NumberText.fixed(judged?.recall, 3),
      ])
    }
    add("best", best.threshold, best.value, JudgedCounts(best))
    add("contact everybody", nil, choice.contactEverybody.value, JudgedCounts(choice.contactEverybody))
    add("contact nobody", nil, choice.contactNobody.value, nil)
    guard let near = choice.nearOptimal else { return table.text }
    return table.text + "\n"
      + TextWrap.wrap(
        "Cut-offs from \(NumberText.fixed(near.low)) to \(NumberText.fixed(near.high)) are within 1 % of the best"
          + (near.contiguous ? "." : ", though not all between."), indent: 2)
  }

  private static func crossFitted(_ answer: ThresholdAnswer) -> String? {
    guard let fitted = answer.crossFitted.value else { return nil }
    return TextWrap.wrap(
      "Chosen on the other folds and judged on each: \(answer.objective) \(spread(fitted.value)), cut-off "
        + "\(spread(fitted.threshold)); regret against each fold's own optimum \(spread(fitted.regret)).", indent: 2)
  }

  private static func spread(_ figure: FoldFigure) -> String {
    "\(NumberText.fixed(figure.mean)) ± \(NumberText.fixed(figure.std))"
  }

  private static func profit(_ answer: ThresholdAnswer) -> String? {
    guard let profit = answer.profit.value else { return nil }
    var table = TextTable(["money per customer", "", "acting minus this", "95 % interval"])
    table.add(["the best cut-off, on its own rows", NumberText.fixed(profit.optimum)])
    if let fitted = profit.crossFitted { table.add(["cross-fitted", NumberText.fixed(fitted)]) }
    if let own = profit.byOwnValue.value, answer.bayesThreshold.value == nil {
      table.add(["each customer by its own value", NumberText.fixed(own)])
    }
    let others = [
      ("nobody", "contact nobody", profit.contactNobody), ("everybody", "contact everybody", profit.contactEverybody),
    ]
    for difference in profit.differences {
      let other = others.first { $0.0 == difference.against }
      table.add([
        other?.1 ?? "contact from \(difference.against)", NumberText.fixed(other?.2),
        NumberText.signed(difference.mean),
        "\(NumberText.fixed(difference.low)) to \(NumberText.fixed(difference.high))",
      ])
    }
    let facts = [
      answer.bayesThreshold.value.map { "t* for calibrated probabilities: \(NumberText.fixed($0))" },
      answer.breakEvenAcceptance.value.map { "break-even retained share: \(NumberText.fixed($0))" },
    ].compactMap { $0 }
    return ([table.text] + facts).joined(separator: "\n")
  }

  private static func sensitivity(_ answer: ThresholdAnswer) -> String? {
    guard let sensitivity = answer.sensitivity.value else { return nil }
    var table = TextTable(["a fifth less or more of", "value", "profit", "best", "value", "profit", "best"])
    for row in sensitivity.rows {
      table.add([row.assumption.rawValue] + cells(row.low) + cells(row.high))
    }
    return table.text
  }

  private static func cells(_ outcome: Sensitivity.Outcome) -> [String] {
    [outcome.value, outcome.profit, outcome.bestProfit].map { NumberText.fixed($0, 3) }
  }

  private static func notes(_ answer: ThresholdAnswer) -> String? {
    let notes = answer.choice.value?.optimum == nil ? Array(answer.notes.dropFirst()) : answer.notes
    return notes.isEmpty ? nil : TextWrap.list("Notes", notes)
  }
}

/// What the table shows of a judged cut-off.
private struct JudgedCounts {
  let contacted: Double
  let precision: Double?
  let recall: Double?

  init(_ judged: JudgedCutOff) {
    contacted = judged.confusion.contacted
    precision = try? judged.confusion.precision
    recall = try? judged.confusion.recall
  }
}
