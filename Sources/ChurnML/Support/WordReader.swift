/// What was read from outside cannot be: cut off, damaged, or made by something else. Whoever opened the file names it.
public struct Damage: Error, Sendable, Equatable {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// Little-endian 64-bit words, read one after another from bytes that may hold anything.
public struct WordReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// - Parameter bytes: must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Whole words not read yet.
  public var remaining: Int { (bytes.count - position) / 8 }

  @inline(__always)
  public mutating func next() throws(Damage) -> UInt64 {
    guard bytes.count - position >= 8 else { throw Damage("it ends too early") }
    defer { position += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// The next word as the bits of a finite number.
  public mutating func nextNumber() throws(Damage) -> Double {
    let number = Double(bitPattern: try next())
    guard number.isFinite else { throw Damage("a number is not finite") }
    return number
  }

  /// The next word as a number of things that follow, `wordsEach` words each; throws when they cannot all be there.
  public mutating func count(wordsEach: Int) throws(Damage) -> Int {
    let count = try next()
    guard count <= UInt64(remaining / wordsEach) else { throw Damage("it ends too early") }
    return Int(count)
  }

  /// The next `count` bytes, which end in padding to a whole word. They live as long as what is read.
  public mutating func bytes(_ count: UInt64) throws(Damage) -> UnsafeRawBufferPointer {
    guard count <= UInt64(8 * remaining) else { throw Damage("it ends too early") }
    let end = position + Int(count)
    defer { position = end + (-Int(count) & 7) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
  }

  /// Throws unless every byte was read.
  public func end() throws(Damage) {
    guard position == bytes.count else { throw Damage("it goes on behind its end") }
  }
}
