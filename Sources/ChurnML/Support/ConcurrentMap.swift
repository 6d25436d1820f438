import Dispatch
import Synchronization

/// `[body(0), body(1), ..., body(count - 1)]`, computed on at most `jobs` threads.
///
/// The result does not depend on `jobs`: every value goes to the place of its index, and of several errors the one
/// with the lowest index is thrown. Workers take the next index as they become free, so uneven work is balanced.
/// Nested use is safe; libdispatch divides its threads.
public func concurrentMap<Value: Sendable, Failure: Error>(
  count: Int, jobs: Int, _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
  let results = [Result<Value, Failure>](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let slots = buffer.baseAddress
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count, let slots else { return }
        let result: Result<Value, Failure>
        do throws(Failure) { result = .success(try body(index)) } catch { result = .failure(error) }
        (slots + index).initialize(to: result)
      }
    }
    initialized = count
  }
  var values: [Value] = []
  values.reserveCapacity(count)
  for result in results { values.append(try result.get()) }
  return values
}
