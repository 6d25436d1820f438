/// A classifier, large or loaded often, that can be written down as 64-bit words and read back.
public protocol PackedClassifier: Classifier {
  /// All of it but its notes.
  var words: [UInt64] { get }

  /// Takes nothing on trust: a classifier that comes back scores any row of the schema's columns, whatever the words were.
  /// - Parameters:
  ///   - schema: the columns it was fitted on.
  ///   - notes: the fitted classifier's own.
  init(words: inout WordReader, schema: FeatureSchema, notes: [String]) throws(Damage)
}

/// A classifier that can be written down by its coding and read back.
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
