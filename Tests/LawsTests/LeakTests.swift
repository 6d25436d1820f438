import ChurnML
import TestSupport
import Testing

/// The law that held-out rows have no influence catches learners that prepare their columns on all rows.
@Suite struct LeakTests {
  /// What is learned from before rows are divided.
  enum Leak: CaseIterable, Sendable {
    /// Centred on the mean of all rows.
    case centre
    /// The churn rate of each third of a column, over all rows: a target encoding made too early.
    case targetEncoding
  }

  /// Scores a customer by one column, prepared on all rows of the data, held out or not.
  private struct Leaky: Learner {
    static let name = "leaky"
    static let hyperparameters: [Hyperparameter] = []
    var leak = Leak.centre
    var leaks = true

    init(_ values: [String: HyperparameterValue]) throws(InputError) {}

    func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
      let prepared = leaks ? Array(0..<data.rows) : rows
      switch leak {
      case .centre:
        let values = data.features[0].numbers(prepared)
        return Centred(centre: values.reduce(0, +) / Double(values.count))
      case .targetEncoding:
        let churned = prepared.reduce(0) { $0 + Int(data.labels[$1]) }
        return Centred(centre: Double(churned) / Double(prepared.count))
      }
    }
  }

  private struct Centred: Classifier {
    let centre: Double
    var notes: [String] { [] }

    func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
      features[0].numbers(rows).map { 0.5 + 0.5 * ($0 - centre) / (1 + abs($0 - centre)) }
    }
  }

  @Test(arguments: Leak.allCases) func aPlantedLeakIsCaught(leak: Leak) throws {
    var learner = try Leaky([:])
    learner.leak = leak
    let seeds = 200..<230 as Range<UInt64>
    #expect(try seeds.contains { try heldOutRowsMatter(to: learner, randomDataset(seed: $0)) })
    learner.leaks = false
    #expect(try !seeds.contains { try heldOutRowsMatter(to: learner, randomDataset(seed: $0)) })
  }
}

extension Column {
  fileprivate func numbers(_ rows: [Int]) -> [Double] {
    switch values {
    case .numeric(let numbers): rows.map { numbers[$0].isNaN ? 0 : numbers[$0] }
    case .categorical(let codes, _): rows.map { Double(codes[$0]) }
    }
  }
}
