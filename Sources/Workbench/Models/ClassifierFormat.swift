internal import ChurnML
internal import Foundation

/// How one type of classifier becomes bytes and comes back: one line each in `all`.
struct ClassifierFormat: Sendable {
  /// What model files call it. Bytes of another layout need another name.
  let name: String
  /// Nil for a classifier of another type.
  let encode: @Sendable (any Classifier) throws -> [UInt8]?
  /// Throws for bytes that are not of this format, or whose parts do not fit each other or the file's columns.
  let decode: @Sendable (UnsafeRawBufferPointer, ModelFacts) throws -> any Classifier

  static let all: [ClassifierFormat] = [
    .words("forest/2", Forest.self),
    .words("boosting/2", BoostedModel.self),
    .json("logistic/1", LogisticModel.self),
    .json("majority/1", MajorityModel.self),
    .mean,
  ]

  /// The classifier's bytes, and what their format is called.
  static func encode(_ classifier: any Classifier) throws -> (format: String, bytes: [UInt8]) {
    for format in all {
      if let bytes = try format.encode(classifier) { return (format.name, bytes) }
    }
    throw Damage("no format is known for \(type(of: classifier))")
  }

  private static func words<Model: PackedClassifier>(_ name: String, _: Model.Type) -> ClassifierFormat {
    ClassifierFormat(name: name) { classifier in
      (classifier as? Model).map { $0.words.map(\.littleEndian).withUnsafeBytes(Array.init) }
    } decode: { bytes, facts in
      var words = WordReader(bytes)
      return try Model(words: &words, schema: facts.features, notes: facts.notes)
    }
  }

  private static func json<Model: StorableClassifier>(_ name: String, _: Model.Type) -> ClassifierFormat {
    ClassifierFormat(name: name) { classifier in
      try (classifier as? Model).map { Array(try JSONEncoder.stable.encode($0)) }
    } decode: { bytes, facts in
      let model = try JSONDecoder().decode(Model.self, from: Data(bytes))
      guard model.isSound(for: facts.features) else { throw Damage("its parts do not fit each other") }
      return model
    }
  }
}

extension JSONEncoder {
  /// Equal values give equal bytes.
  static var stable: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
