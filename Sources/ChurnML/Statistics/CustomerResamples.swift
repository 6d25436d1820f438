/// Bootstrap resamples of customers: as many as there are, drawn with replacement (Efron 1979). Whatever rows a customer has,
/// in whatever repeats of a resampling, are drawn together.
public struct CustomerResamples: Sendable {
  /// Resamples.
  public let count: Int
  public let customers: Int
  public let seed: UInt64
  /// How often each customer is drawn, customer after customer, one number a resample.
  private let draws: [UInt8]

  /// - Parameter seed: resample `b` depends on the seed, `b` and the number of customers alone.
  public init(customers: Int, count: Int, seed: UInt64) {
    self.customers = customers
    self.count = count
    self.seed = seed
    var draws = [UInt8](repeating: 0, count: customers * count)
    draws.withUnsafeMutableBufferPointer { draws in
      for resample in 0..<count {
        var source = RandomSource(seed, 0x6262_6363, UInt64(resample))
        for _ in 0..<customers {
          let place = source.index(below: customers) * count + resample
          // Nobody is drawn 256 times of as many draws as there are customers, but for a chance below 1e-500.
          if draws[place] < .max { draws[place] += 1 }
        }
      }
    }
    self.draws = draws
  }

  /// How often a customer is drawn in a resample; 0 where it is left out.
  public func draws(of customer: Int, in resample: Int) -> Int { Int(draws[customer * count + resample]) }

  /// Calls `body` with how often a customer is drawn in each resample.
  @inline(__always)
  func withDraws(of customer: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let start = Int(customer) * count
    draws.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
  }
}
