// What has no value is written as null, where the compiler's own encoding would leave the key out.

extension ComparisonRecord {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(reference, forKey: .reference)
    try container.encode(metric, forKey: .metric)
    try container.encode(difference, forKey: .difference)
    try container.encode(rope, forKey: .rope)
    try container.encode(primary, forKey: .primary)
    try container.encode(appendix, forKey: .appendix)
    try container.encode(holmP, forKey: .holmP)
    try container.encode(basis, forKey: .basis)
    try container.encode(verdict, forKey: .verdict)
  }
}

extension ComparisonRecord.Difference {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(folds, forKey: .folds)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}

extension ComparisonRecord.Primary {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(test, forKey: .test)
    try container.encode(standardError, forKey: .standardError)
    try container.encode(df, forKey: .df)
    try container.encode(pValue, forKey: .pValue)
    try container.encode(posterior, forKey: .posterior)
  }
}

extension ComparisonRecord.DeLongTest {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(difference, forKey: .difference)
    try container.encode(z, forKey: .z)
    try container.encode(pValue, forKey: .pValue)
  }
}

extension ComparisonRecord.DeLongTests {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(folds, forKey: .folds)
  }
}

extension ComparisonRecord.Appendix {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(correctedT, forKey: .correctedT)
    try container.encode(bayesian, forKey: .bayesian)
    try container.encode(delong, forKey: .delong)
    try container.encode(mcnemar, forKey: .mcnemar)
    try container.encode(undefined, forKey: .undefined)
  }
}
