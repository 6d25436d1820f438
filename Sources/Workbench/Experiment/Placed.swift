/// A value of an experiment file and where it stands, for what can only be checked once the data are read.
struct Placed<Value: Sendable & Equatable>: Sendable, Equatable {
  let value: Value
  let place: Place

  /// The same value elsewhere is the same.
  static func == (a: Placed, b: Placed) -> Bool { a.value == b.value }
}
