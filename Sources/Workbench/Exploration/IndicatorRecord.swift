internal import ChurnML

/// Indicators in their order, each with its place by every measure; equal ones share the lowest number.
struct RankedIndicators {
  let items: [Item]

  struct Item: Encodable {
    let indicator: Indicator
    let ranks: [(Indicator.Measure, Int)]

    func encode(to encoder: any Encoder) throws {
      var record = RecordEncoder(encoder)
      try record.write("column", indicator.column)
      try record.write("chi2", indicator.table.chiSquare)
      try record.write("df", indicator.table.degreesOfFreedom)
      try record.write("p_value", indicator.table.pValue)
      try record.write("cramers_v", indicator.table.cramersV)
      try record.write("cramers_v_bias_corrected", indicator.table.correctedCramersV)
      try record.write("mutual_info_nats", indicator.table.mutualInformation)
      try record.write("roc_auc", indicator.auc)
      if let direction = indicator.direction { try record.write("churners_have", direction) }
      try record.write("ks", indicator.ks)
      try record.write("ranks", MeasureValues(values: ranks))
      try record.write("null", NullRecord(null: indicator.null))
      try record.write("noise", indicator.null.isNoise)
      try record.finish()
    }
  }

  init(_ indicators: [Indicator]) {
    let strengths = Indicator.Measure.allCases.map { measure in
      (measure, indicators.map { $0.strength(measure) })
    }
    items = indicators.enumerated().map { index, indicator in
      let ranks = strengths.map { measure, values in (measure, 1 + values.count { $0 > values[index] }) }
      return Item(indicator: indicator, ranks: ranks)
    }
  }
}

/// One member a measure.
private struct MeasureValues<Value: Encodable>: Encodable {
  let values: [(Indicator.Measure, Value)]

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    for (measure, value) in values { try record.write(measure.rawValue, value) }
    try record.finish()
  }
}

private struct NullRecord: Encodable {
  let null: ShuffledIndicator

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("permutations", null.permutations)
    try record.write("p_value", null.pValue)
    try record.write("p_value_adjusted", null.adjustedPValue)
    try record.write("limit_95", MeasureValues(values: null.limits.map { ($0.measure, $0.limit) }))
    try record.write("p_values", MeasureValues(values: null.limits.map { ($0.measure, $0.pValue) }))
    try record.finish()
  }
}
