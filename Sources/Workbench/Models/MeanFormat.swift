internal import ChurnML

extension ClassifierFormat {
  /// A mean, and its parts in formats of their own.
  ///
  /// In 64-bit little-endian words: the number of parts; for each the length in bytes of its format's name and of its
  /// own bytes, then the two, each padded with zeros to whole words.
  static let mean: ClassifierFormat = ClassifierFormat(name: "mean/1") { classifier in
    guard let mean = classifier as? MeanModel else { return nil }
    var bytes = word(mean.parts.count)
    for part in mean.parts {
      let (format, body) = try encode(part)
      bytes += word(format.utf8.count) + word(body.count) + padded(Array(format.utf8)) + padded(body)
    }
    return bytes
  } decode: { bytes, facts in
    var words = WordReader(bytes)
    let count = try words.count(wordsEach: 3)
    guard count > 0 else { throw Damage("it is a mean of nothing") }
    var parts: [any Classifier] = []
    for _ in 0..<count {
      let lengths = (try words.next(), try words.next())
      let name = String(decoding: try words.bytes(lengths.0), as: UTF8.self)
      let body = try words.bytes(lengths.1)
      // A mean of means is never written, and reading it could go on without end.
      guard let format = all.first(where: { $0.name == name }), name != mean.name else {
        throw Damage("a part of it is of no known format")
      }
      parts.append(try format.decode(body, facts))
    }
    try words.end()
    return MeanModel(of: parts)
  }

  private static func word(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt64(number).littleEndian, Array.init) }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] { bytes + [UInt8](repeating: 0, count: -bytes.count & 7) }
}
