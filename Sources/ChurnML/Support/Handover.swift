import Synchronization

/// Values that several threads take, each once: nothing else keeps them, so whoever takes one may change it where it stands.
final class Handover<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  init(_ values: consuming [Value]) { self.values = Mutex(values.map { $0 }) }

  func take(_ index: Int) -> Value {
    guard let value = values.withLock({ $0[index].take() }) else { preconditionFailure("taken twice") }
    return value
  }
}
