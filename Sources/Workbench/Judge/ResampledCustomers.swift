internal import ChurnML

/// The customers that splits judge, drawn again with replacement, and whose each row is.
struct ResampledCustomers: Sendable {
  let resamples: CustomerResamples
  /// The customer of each row of the data, in `0..<resamples.customers`; of a row that no split judges nothing is known.
  private let customers: [Int]

  private static let most = 1000
  private static let fewest = 100
  /// Draws kept in memory, and rows visited for all of them.
  private static let room = (draws: 1 << 27, visits: 1e10)

  /// As many resamples as an interval needs, fewer where there are very many customers or much is to be judged.
  /// - Parameter work: how often every judged row is visited for each resample.
  init(_ rows: CustomerRows, _ assessment: Assessment, seed: UInt64, work: Int = 1, most: Int = Self.most) {
    var places: [Int: Int] = [:]
    var customers = [Int](repeating: 0, count: rows.labels.count)
    var visits = 0
    for split in assessment.splits {
      for row in split.assessment {
        let place = places[rows.customers[row]] ?? places.count
        places[rows.customers[row]] = place
        customers[row] = place
      }
      visits += split.assessment.count
    }
    self.customers = customers
    let affordable = min(
      Double(Self.room.draws) / Double(places.count), Self.room.visits / Double(work) / Double(visits))
    resamples = CustomerResamples(
      customers: places.count, count: min(most, max(Self.fewest, Int(affordable))), seed: seed)
  }

  private init(_ resamples: CustomerResamples, customers: [Int]) {
    self.resamples = resamples
    self.customers = customers
  }

  /// The first resamples alone.
  func first(_ count: Int) -> ResampledCustomers {
    let fewer = CustomerResamples(customers: resamples.customers, count: max(1, count), seed: resamples.seed)
    return ResampledCustomers(fewer, customers: customers)
  }

  /// - Parameter rows: of the data, those ranked.
  func scores(_ ranked: RankedScores, rows: [Int]) -> ResampledScores {
    ResampledScores(ranked, customers: rows.map { customers[$0] }, resamples: resamples)
  }
}

extension [Double] {
  /// The central 95 %, the share-quantile at rank share x (count + 1); nil for fewer than two values.
  var percentileInterval: (low: Double, high: Double)? {
    guard count > 1 else { return nil }
    let sorted = sorted()
    func quantile(_ share: Double) -> Double {
      let position = Swift.min(Swift.max(share * Double(count + 1) - 1, 0), Double(count - 1))
      let low = Int(position)
      return sorted[low] + (position - Double(low)) * (sorted[Swift.min(low + 1, count - 1)] - sorted[low])
    }
    return (quantile(0.025), quantile(0.975))
  }
}
