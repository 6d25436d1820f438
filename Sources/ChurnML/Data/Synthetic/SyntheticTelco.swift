/// Any number of customers like IBM's 7043, with a known truth: the data behind `builtin: synthetic-telco`.
///
/// Customer `i` depends on the seed and on `i` only, so more rows of the same seed begin with the same rows.
public struct SyntheticTelco: Sendable {
  /// The AUC of `TelcoCustomer.churnProbability` itself, the best any model can reach up to the luck of its sample:
  /// .84423 and .84416 expected over ten and four million customers of two seeds.
  public static let bayesAUC = 0.8442
  /// The share of customers who churn; .26568 and .26548 expected over the same customers.
  public static let churnRate = 0.2656
  public static let target = Target(column: "Churn", positive: "Yes")

  /// The columns of IBM's file.
  public static let header = [
    "customerID", "gender", "SeniorCitizen", "Partner", "Dependents", "tenure", "PhoneService", "MultipleLines",
    "InternetService", "OnlineSecurity", "OnlineBackup", "DeviceProtection", "TechSupport", "StreamingTV",
    "StreamingMovies", "Contract", "PaperlessBilling", "PaymentMethod", "MonthlyCharges", "TotalCharges", "Churn",
  ]

  /// Rows made at a time by one thread.
  private static let blockRows = 4096

  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// Customer `row`, counted from 0.
  public func customer(_ row: Int) -> TelcoCustomer {
    var population = TelcoPopulation(RandomSource(seed, UInt64(row)))
    var customer = population.customer()
    customer.id = customerID(row)
    return customer
  }

  /// P(churned) of customer `row`.
  public func probability(_ row: Int) -> Double { customer(row).churnProbability }

  /// A CSV file of the first `rows` customers, header included.
  public func csv(rows: Int, jobs: Int = 1) -> [UInt8] {
    var bytes: [UInt8] = []
    write(rows: rows, jobs: jobs) { bytes += $0 }
    return bytes
  }

  /// Writes the CSV file of the first `rows` customers to `path`, whole or not at all, in constant memory.
  public func writeCSV(rows: Int, to path: String, jobs: Int = 1) throws(WorkError) {
    var file = try OutputFile.create(path)
    try write(rows: rows, jobs: jobs) { bytes throws(WorkError) in try file.write(bytes) }
    try file.finish()
  }

  private func write<Failure: Error>(
    rows: Int, jobs: Int, _ body: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var header = CSVWriter()
    header.append(Self.header)
    try body(header.bytes)
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let together = 4 * max(1, jobs)
    for first in stride(from: 0, to: blocks, by: together) {
      let written = concurrentMap(count: min(together, blocks - first), jobs: jobs) { index in
        let start = (first + index) * Self.blockRows
        var writer = CSVWriter()
        for row in start..<min(start + Self.blockRows, rows) { writer.append(customer(row).cells) }
        return writer.bytes
      }
      for block in written { try body(block) }
    }
  }

  /// Four digits and five letters, like `7590-VHVEG`; different for the first 118 thousand million rows.
  ///
  /// Multiplication by a number without a common factor permutes the remainders.
  private func customerID(_ row: Int) -> String {
    let ids: UInt64 = 10_000 * 11_881_376
    let product = (UInt64(row) % ids).multipliedFullWidth(by: 73_430_942_021)
    let offset = RandomSource.key(seed, 0) % ids
    var rest = (ids.dividingFullWidth(product).remainder + offset) % ids
    var characters = [UInt8](repeating: UInt8(ascii: "-"), count: 10)
    for place in 5..<10 {
      characters[place] = UInt8(ascii: "A") + UInt8(rest % 26)
      rest /= 26
    }
    for place in 0..<4 {
      characters[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
