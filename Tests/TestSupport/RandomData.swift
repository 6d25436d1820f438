public import ChurnML

/// A small data set made from a seed, of a kind drawn from the seed too: numeric and categorical columns, missing cells, ties,
/// duplicate rows, one column, constant columns, two rows, heavy imbalance. Always two classes.
public func randomDataset(seed: UInt64) -> Dataset {
  var source = RandomSource(seed, 0xDA7A)
  let rows = [2, 3, 8, 30, 120, 300][source.index(below: 6)]
  let columns = [1, 2, 5, 9][source.index(below: 4)]
  let positiveRate = [0.5, 0.3, 0.04][source.index(below: 3)]
  var labels = (0..<rows).map { _ in UInt8(source.unit() < positiveRate ? 1 : 0) }
  labels[0] = 1
  labels[1] = 0
  var features = (0..<columns).map { randomColumn("c\($0)", labels: labels, source: &source) }
  // A twin: every split of one is equalled by the other.
  if columns > 1, source.index(below: 3) == 0 {
    features[columns - 1] = Column(name: "twin", values: features[0].values)
  }
  let duplicated = source.index(below: 3) == 0 ? source.index(below: rows) : 0
  let original = (0..<rows).map { $0 < duplicated ? $0 / 2 : $0 }
  return Dataset(
    features: features.map { $0.selecting(original) }, labels: labels,
    target: Target(column: "churn", positive: "1"), digest: "seed \(seed)")
}

private func randomColumn(_ name: String, labels: [UInt8], source: inout RandomSource) -> Column {
  let missing = [0, 0, 0.15, 0.6][source.index(below: 4)]
  let signal = [0, 0.5, 2][source.index(below: 3)]
  switch source.index(below: 6) {
  case 0:
    return Column(name: name, values: .numeric(labels.map { _ in source.unit() < missing ? .nan : 7 }))
  case 1, 2:
    let levels = [2, 4, 40][source.index(below: 3)]
    let codes = labels.map { label -> Int32 in
      if source.unit() < missing { return Column.missing }
      return Int32(min(levels - 1, source.index(below: levels) + Int(signal) * Int(label)))
    }
    return Column(name: name, values: .categorical(codes: codes, categories: (0..<levels).map { "k\($0)" }))
  default:
    let steps = [3.0, 20, 1e6][source.index(below: 3)]
    let values = labels.map { label -> Double in
      if source.unit() < missing { return .nan }
      return ((source.unit() + signal * Double(label)) * steps).rounded() / 4
    }
    return Column(name: name, values: .numeric(values))
  }
}
