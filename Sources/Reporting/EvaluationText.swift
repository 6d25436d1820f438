public import ChurnML

/// What `evaluate` says on a terminal: a column for each score, a row for each figure, and the comparisons.
public enum EvaluationText {
  public static func text(_ record: EvaluationRecord, file: String) -> String {
    let head =
      "\(file): \(NumberText.count(record.rows)) customers, \(NumberText.count(record.positives)) of them churned "
      + "(\(NumberText.percent(Double(record.positives) / Double(max(record.rows, 1)))))"
    return [head, figures(record), comparisons(record), reasons(record)].compactMap { $0 }.joined(separator: "\n\n")
      + "\n"
  }

  private static func figures(_ record: EvaluationRecord) -> String {
    var table = TextTable([""] + record.scores.map(\.name))
    func add(_ title: String, _ value: (ScoreEvaluation) -> Double?, digits: Int = 4) {
      table.add([title] + record.scores.map { NumberText.fixed(value($0.evaluation), digits) })
    }
    func add(_ title: String, _ text: (ScoreEvaluation) -> String) {
      table.add([title] + record.scores.map { text($0.evaluation) })
    }
    for (index, metric) in (record.scores.first?.evaluation.metrics ?? []).enumerated() {
      add(metric.name, { $0.metrics[index].value.value })
    }
    for (index, gain) in (record.scores.first?.evaluation.gains ?? []).enumerated() {
      add("gain, lift at \(NumberText.short(100 * gain.depth)) %") { evaluation in
        let gain = evaluation.gains[index]
        return "\(NumberText.fixed(gain.gain.value)), \(NumberText.fixed(gain.lift.value, 2))"
      }
    }
    add("ece_equal_mass if true") { evaluation in
      evaluation.eceNull.value.map { "\(NumberText.fixed($0.low)) to \(NumberText.fixed($0.high))" } ?? "–"
    }
    add("miscalibration of Brier (CORP)", { $0.reliability.value?.brier.miscalibration })
    table.add(["hosmer_lemeshow p"] + record.scores.map { pValue($0.evaluation.hosmerLemeshow.value?.pValue) })
    add("calibration slope", { $0.calibration.line.value?.slope })
    add("calibration in the large", { $0.calibration.inTheLarge.value })
    guard record.hasCampaign else { return table.text }
    add("mpc, money a customer", { $0.mpc.value?.profit })
    add("mpc, share contacted", { $0.mpc.value?.rate })
    add("mpc, contact from score", { $0.mpc.value?.threshold })
    add("empc, money a customer", { $0.empc.value?.profit })
    return table.text
  }

  private static func comparisons(_ record: EvaluationRecord) -> String? {
    guard !record.comparisons.isEmpty else { return nil }
    var table = TextTable([
      "compared", "AUC difference", "p (DeLong)", "right, wrong", "wrong, right", "p (McNemar)",
    ])
    for comparison in record.comparisons {
      let (delong, mcnemar) = (comparison.delong.value, comparison.mcnemar.value)
      table.add([
        TextWrap.cut("\(comparison.a) - \(comparison.b)", to: 40), NumberText.signed(delong?.difference),
        pValue(delong.flatMap { try? $0.pValue }), mcnemar.map { NumberText.count($0.b) } ?? "–",
        mcnemar.map { NumberText.count($0.c) } ?? "–", pValue(mcnemar?.pValue),
      ])
    }
    return table.text
  }

  private static func pValue(_ value: Double?) -> String {
    guard let value, value < 0.0001 else { return NumberText.fixed(value) }
    return "< 0.0001"
  }

  /// Why figures have no value, each sentence once.
  private static func reasons(_ record: EvaluationRecord) -> String? {
    var lines: [String] = []
    for (name, evaluation) in record.scores {
      for (figure, reason) in evaluation.reasons where record.hasCampaign || !["mpc", "empc"].contains(figure) {
        lines.append(TextWrap.wrap("\(name): \(figure): \(reason)", indent: 2))
      }
    }
    return lines.isEmpty ? nil : TextWrap.list("Without a value", lines)
  }
}
