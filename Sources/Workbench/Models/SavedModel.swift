public import ChurnML
internal import Foundation

/// A fitted model and the file it is kept in.
///
/// Layout, version 1: the eight bytes `CHURNMDL`; two little-endian 64-bit words, the version and the length of the
/// head; the head, JSON of the facts and the name of the classifier's format, padded with spaces to a multiple of
/// eight; the classifier's bytes; and in 64 hexadecimal digits the SHA-256 of all that
/// (`head -c -64 FILE | sha256sum`). Nothing in it depends on when, where or with how many threads it was written.
public struct SavedModel: Sendable {
  public let facts: ModelFacts
  public let classifier: any Classifier
  /// The SHA-256 at the end of the file that the model was read from; nil for one fresh from fitting.
  public let digest: String?

  static let magic = Array("CHURNMDL".utf8)
  static let version: UInt64 = 1
  static let checksumLength = 64
  private static let start = 24

  private struct Head: Codable {
    let format: String
    let facts: ModelFacts
  }

  init(facts: ModelFacts, classifier: any Classifier, digest: String? = nil) {
    self.facts = facts
    self.classifier = classifier
    self.digest = digest
  }

  /// - Throws: `WorkError` where the file cannot be written, another error for a model without a stored form.
  func write(to path: String) throws {
    let bytes = try encoded()
    try AtomicFile.write(path) { file in try file.write(bytes) }
  }

  private func encoded() throws -> [UInt8] {
    let (format, body) = try ClassifierFormat.encode(classifier)
    var head = Array(try JSONEncoder.stable.encode(Head(format: format, facts: facts)))
    head += [UInt8](repeating: UInt8(ascii: " "), count: -head.count & 7)
    var bytes = Self.magic
    for word in [Self.version, UInt64(head.count)] { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
    bytes += head
    bytes += body
    return bytes + Array(bytes.withUnsafeBytes { SHA256.hex(of: $0) }.utf8)
  }

  /// Reads a model file, every byte of it checked.
  /// - Throws: for a file that is damaged, cut off, no model, or of a later ChurnLab.
  public init(path: String) throws(InputError) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw InputError(at: path, "the model file cannot be read; check the path")
    }
    do { self = try data.withUnsafeBytes { try Self.decode($0) } } catch {
      switch error {
      case let error as InputError: throw InputError(at: path, error.message)
      case let damage as Damage: throw Self.damaged(path, damage.reason)
      default: throw Self.damaged(path, "its content cannot be understood")
      }
    }
  }

  private static func damaged(_ path: String, _ reason: String) -> InputError {
    InputError(at: path, "the model file is damaged (\(reason)); copy it again, or make it anew with churnlab run")
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer) throws -> SavedModel {
    guard bytes.starts(with: magic) else {
      throw InputError("this is not a model file; give a run, or a file from the folder models of a run")
    }
    let end = bytes.count - checksumLength
    guard end >= start else { throw Damage("it ends too early") }
    let checksum = SHA256.hex(of: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    guard bytes[end...].elementsEqual(checksum.utf8) else { throw Damage("its checksum is not that of its content") }
    var words = WordReader(UnsafeRawBufferPointer(rebasing: bytes[magic.count..<end]))
    let version = try words.next()
    guard version == Self.version else {
      throw InputError("the model file is of version \(version), which this ChurnLab cannot read; use a later one")
    }
    let length = try words.next()
    guard length <= UInt64(end - start) else { throw Damage("it ends too early") }
    let body = start + Int(length)
    let head = try JSONDecoder().decode(Head.self, from: Data(bytes[start..<body]))
    guard head.facts.isSound else { throw Damage("its columns cannot be") }
    guard let format = ClassifierFormat.all.first(where: { $0.name == head.format }) else {
      throw InputError("the model file is of format \(head.format), which this ChurnLab cannot read; use a later one")
    }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[body..<end])
    return SavedModel(facts: head.facts, classifier: try format.decode(rest, head.facts), digest: checksum)
  }
}
