/// The bins of columns as words, and back: how many columns, and for each its value bins, its pooled categories, how many
/// cuts or codes it has, and these.
extension FeatureBins {
  static func append(_ all: [FeatureBins], to words: inout [UInt64]) {
    words.append(UInt64(all.count))
    for bins in all { bins.append(to: &words) }
  }

  static func all(words: inout WordReader, of schema: FeatureSchema) throws(Damage) -> [FeatureBins] {
    guard try words.next() == UInt64(schema.features.count) else { throw Damage("its bins are not its columns'") }
    var all: [FeatureBins] = []
    for feature in schema.features { all.append(try FeatureBins(words: &words, of: feature)) }
    return all
  }

  private func append(to words: inout [UInt64]) {
    words += [UInt64(valueBins), UInt64(pooled)]
    switch rule {
    case .numeric(let thresholds): words += [UInt64(thresholds.count)] + thresholds.map(\.bitPattern)
    case .categorical(let codes): words += [UInt64(codes.count)] + codes.map { UInt64($0) }
    }
  }

  private init(words: inout WordReader, of feature: FeatureSchema.Feature) throws(Damage) {
    let valueBins = try words.next()
    let pooled = try words.next()
    let limit = feature.kind == .numeric ? Self.numericLimit : Self.categoricalLimit
    guard valueBins <= UInt64(limit), pooled <= UInt64(UInt32.max) else { throw Damage("a column has too many bins") }
    let count = try words.count(wordsEach: 1)
    let rule: Rule
    switch feature.kind {
    case .numeric:
      guard count == max(0, Int(valueBins) - 1) else { throw Damage("a column's cuts are not its bins'") }
      rule = .numeric(thresholds: try Self.thresholds(&words, count))
    case .categorical:
      guard count == feature.categories?.count else { throw Damage("a column's bins are not its categories'") }
      rule = .categorical(codes: try Self.codes(&words, count, upTo: valueBins + 1))
    }
    self.init(rule: rule, valueBins: Int(valueBins), pooled: Int(pooled))
  }

  private static func thresholds(_ words: inout WordReader, _ count: Int) throws(Damage) -> [Double] {
    var thresholds: [Double] = []
    for _ in 0..<count {
      let threshold = try words.nextNumber()
      guard threshold > thresholds.last ?? -.infinity else {
        throw Damage("a column's cuts do not increase")
      }
      thresholds.append(threshold)
    }
    return thresholds
  }

  private static func codes(_ words: inout WordReader, _ count: Int, upTo unseen: UInt64) throws(Damage) -> [UInt8] {
    var codes: [UInt8] = []
    for _ in 0..<count {
      let code = try words.next()
      guard 1...unseen ~= code else { throw Damage("a category is in no bin") }
      codes.append(UInt8(code))
    }
    return codes
  }
}
