import ChurnML
import Foundation
import TestSupport
import Testing

/// The synthetic customers have telco's schema, hang together, and churn as their known truth says.
@Suite struct SyntheticTelcoTests {
  private let rows = 20_000
  private let telco = SyntheticTelco(seed: 5)

  @Test func schemaIsTelcos() throws {
    let ours = try Table(
      csv: telco.csv(rows: rows), named: "s.csv", options: CSVOptions(kinds: ["Churn": .categorical]))
    let ibms = try Fixture.telcoTable()
    let withoutID = { (table: Table) in FeatureSchema(of: table.columns.filter { $0.name != "customerID" }) }
    #expect(withoutID(ours) == withoutID(ibms))
    #expect(ours.columns[0].name == "customerID")
    #expect(Set(ours.notes.map(\.kind)) == [.identifier, .missingCells])
    let data = try Dataset(from: ours, target: SyntheticTelco.target, ignore: ["customerID"])
    #expect(data.rows == rows)
  }

  @Test func aRowDependsOnTheSeedAndItsNumberOnly() {
    let some = telco.csv(rows: 10_000, jobs: 1)
    #expect(some == telco.csv(rows: 10_000, jobs: 3))
    #expect(telco.csv(rows: 20_000, jobs: 2).starts(with: some))
    #expect(telco.customer(77) == telco.customer(77))
    #expect(telco.customer(77) != SyntheticTelco(seed: 6).customer(77))
  }

  @Test func aFileHasTheSameBytes() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "synthetic-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try telco.writeCSV(rows: 9000, to: path, jobs: 2)
    #expect(try Table.read(path: path).digest == SHA256.hex(of: String(decoding: telco.csv(rows: 9000), as: UTF8.self)))
    #expect(throws: WorkError.self) { try telco.writeCSV(rows: 9, to: "/nowhere/x.csv") }
  }

  @Test func propertiesHangTogether() {
    var ids: Set<String> = []
    for row in 0..<rows {
      let customer = telco.customer(row)
      ids.insert(customer.id)
      let cells = Dictionary(uniqueKeysWithValues: zip(SyntheticTelco.header, customer.cells))
      let extras = [
        "OnlineSecurity", "OnlineBackup", "DeviceProtection", "TechSupport", "StreamingTV", "StreamingMovies",
      ]
      for extra in extras {
        #expect((cells[extra] == "No internet service") == (customer.internet == .none))
      }
      #expect((cells["MultipleLines"] == "No phone service") == !customer.hasPhone)
      #expect(customer.hasPhone || customer.internet != .none)
      #expect((0...72).contains(customer.tenure))
      #expect((cells["TotalCharges"] == " ") == (customer.tenure == 0))
      let regular = customer.tenure * customer.monthlyCharges
      #expect(abs(customer.totalCharges - regular) <= regular / 10 + 5)
    }
    #expect(ids.count == rows)
  }

  /// The expected AUC of p against labels drawn from p is the sum over pairs of p_i (1 - p_j) [p_i > p_j], halves for
  /// ties, over the sum of all p_i (1 - p_j): free of the labels' luck. Here n = 100,000 and its error is about .001.
  @Test func theTruthHasTheDocumentedAUCAndRate() {
    let customers = (0..<100_000).map { telco.customer($0) }
    let p = customers.map(\.churnProbability).sorted()
    var stayersBelow = 0.0
    var pairs = 0.0
    for probability in p {
      pairs += probability * (stayersBelow + (1 - probability) / 2)
      stayersBelow += 1 - probability
    }
    let churners = p.reduce(0, +)
    #expect(abs(pairs / (churners * stayersBelow) - SyntheticTelco.bayesAUC) < 0.003)
    #expect(abs(churners / 100_000 - SyntheticTelco.churnRate) < 0.002)
    let drawn = customers.count { $0.hasChurned }
    let variance = p.reduce(0) { $0 + $1 * (1 - $1) }
    #expect(abs(Double(drawn) - churners) < 4 * variance.squareRoot())
  }

  /// Within tenths of the truth the labels churn as often as it says: chi-square over ten cells, 29.6 at .001.
  @Test func labelsFollowTheTruth() {
    var expected = [Double](repeating: 0, count: 10)
    var variance = expected
    var drawn = expected
    for row in 0..<100_000 {
      let customer = telco.customer(row)
      let p = customer.churnProbability
      let cell = min(9, Int(p * 10))
      expected[cell] += p
      variance[cell] += p * (1 - p)
      drawn[cell] += customer.hasChurned ? 1 : 0
    }
    var statistic = 0.0
    for cell in 0..<10 where variance[cell] > 5 {
      let excess = drawn[cell] - expected[cell]
      statistic += excess * excess / variance[cell]
    }
    #expect(statistic < 29.6)
  }
}
