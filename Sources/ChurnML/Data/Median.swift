/// The median, the mean of the two middle values of an even number, in time linear in their count (Floyd and Rivest:
/// Expected time bounds for selection, 1975): a sample says between which two values it almost surely lies, and only
/// the values between them are looked at closely.
///
/// - Parameter values: at least one, none of them NaN.
func median(of values: [Double]) -> Double {
  let position = 0.5 * Double(values.count - 1)
  let sampleSize = 8192
  guard values.count >= 8 * sampleSize else { return medianOfAll(values) }
  let step = values.count / sampleSize
  var sample = OrderStatistics(stride(from: 0, to: values.count, by: step).map { values[$0] })
  // The median's rank among the sample has a deviation of √size / 2; this is four of them.
  let reach = Int(2 * Double(sample.count).squareRoot()) + 1
  let low = sample.value(atRank: sample.count / 2 - reach)
  let high = sample.value(atRank: sample.count / 2 + reach)
  var below = 0
  let between = [Double](unsafeUninitializedCapacity: values.count) { between, count in
    for value in values {
      // Every value is written and the place moves with those that count: no branch to mispredict.
      between[count] = value
      count += value >= low && value <= high ? 1 : 0
      below += value < low ? 1 : 0
    }
  }
  let lower = Int(position) - below
  guard lower >= 0, lower + 1 < between.count else { return medianOfAll(values) }
  var order = OrderStatistics(between)
  let least = order.value(atRank: lower)
  guard Double(Int(position)) < position else { return least }
  return least + 0.5 * (order.value(atRank: lower + 1) - least)
}

private func medianOfAll(_ values: [Double]) -> Double {
  var order = OrderStatistics(values)
  return order.quantile(0.5)
}
