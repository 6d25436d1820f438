internal import Workbench

/// What a run says of money and bands, for a terminal; nil where it says nothing.
enum DecisionText {
  static func text(_ record: RunRecord) -> String? {
    let parts = [profit(record), bands(record.bands), refusal(record)].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  private static func profit(_ record: RunRecord) -> String? {
    guard let campaign = record.campaign, let profit = record.thresholds["profit"],
      let fitted = profit.crossFitted
    else { return nil }
    var sentence =
      "Money per customer: \(NumberText.fixed(fitted.value.mean, 2)) ± \(NumberText.fixed(fitted.value.std, 2)) over folds, "
      + "contacting from \(NumberText.fixed(fitted.threshold.mean, 3)) ± \(NumberText.fixed(fitted.threshold.std, 3)) "
      + "(chosen on other folds); contacting everybody brings \(NumberText.fixed(campaign.contactEverybody, 2)), nobody 0."
    if let near = profit.nearOptimal {
      sentence +=
        " Cut-offs from \(NumberText.fixed(near.low, 3)) to \(NumberText.fixed(near.high, 3)) are within 1 % of the best."
    }
    return TextWrap.wrap(sentence, indent: 2)
  }

  private static func bands(_ bands: [BandRecord]) -> String? {
    guard !bands.isEmpty else { return nil }
    var table = TextTable([
      "band", "action", "from", "customers", "", "churn rate", "95 %", "expected", "measured", "change",
    ])
    for band in bands {
      let interval = band.churnRateInterval
      table.add([
        band.name, band.action ?? "–", NumberText.fixed(band.from, 3), NumberText.count(band.customers),
        TextBar.bar(band.share, width: 8), band.churnRate.map { NumberText.percent($0) } ?? "–",
        "\(NumberText.fixed(100 * interval.low, 1)) to \(NumberText.fixed(100 * interval.high, 1))",
        NumberText.fixed(band.expectedProfit, 2), NumberText.fixed(band.measuredProfit, 2),
        band.changed.map { NumberText.percent($0) } ?? "–",
      ])
    }
    return table.text + "\n"
      + TextWrap.wrap(
        "Expected and measured: money per customer of the band; change: share of its customers who are in another band "
          + "when calibration and boundaries are learnt on resamples.", indent: 2)
  }

  private static func refusal(_ record: RunRecord) -> String? {
    guard record.bands.isEmpty, let model = record.campaign?.models[record.selected.model], let refusal = model.refusal
    else { return nil }
    return TextWrap.wrap("No bands and no t*: \(refusal).", indent: 2)
  }
}
