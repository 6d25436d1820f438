/// A classifier that can be written down and read back.
public protocol StorableClassifier: Classifier, Codable {
  /// Whether all its indices and counts fit each other and the columns of `schema`: then no row of such columns can
  /// make scoring fail. Asked of classifiers that come from outside.
  func isSound(for schema: FeatureSchema) -> Bool
}

extension MajorityModel: StorableClassifier {
  public func isSound(for schema: FeatureSchema) -> Bool { 0...1 ~= rate }
}

extension LogisticModel: StorableClassifier {
  public func isSound(for schema: FeatureSchema) -> Bool {
    encoder.isSound(for: schema) && coefficients.count == encoder.columnNames.count
  }
}
