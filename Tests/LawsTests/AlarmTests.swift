import ChurnML
import TestSupport
import Testing

/// Every alarm about data has data built for it, and data that are nearly so and must stay silent.
@Suite struct AlarmTests {
  private struct Customers {
    var labels: [UInt8] = []
    var columns: [Column] = []
    private var source: RandomSource

    /// Tenure, charges, plan and region, from which about a quarter churn.
    init(rows: Int = 1000, seed: UInt64 = 1) {
      source = RandomSource(seed, 0xA1A7)
      var (tenure, charges, plans, regions): ([Double], [Double], [String], [String]) = ([], [], [], [])
      for _ in 0..<rows {
        tenure.append(Double(source.index(below: 73)))
        charges.append(Double(source.index(below: 10_000)) / 100)
        plans.append(["basic", "plus", "all"][source.index(below: 3)])
        regions.append(["north", "east", "south", "west"][source.index(below: 4)])
        let risk = 0.1 + (tenure[tenure.count - 1] < 12 ? 0.3 : 0) + (plans[plans.count - 1] == "basic" ? 0.15 : 0)
        labels.append(source.unit() < risk ? 1 : 0)
      }
      columns = [
        Column(name: "tenure", values: .numeric(tenure)), Column(name: "charges", values: .numeric(charges)),
        Column(categorical: "plan", cells: plans), Column(categorical: "region", cells: regions),
      ]
    }

    mutating func uniform() -> Double { source.unit() }
    mutating func index(below bound: Int) -> Int { source.index(below: bound) }

    mutating func add(_ name: String, _ value: (Int) -> Double) {
      columns.append(Column(name: name, values: .numeric(labels.indices.map(value))))
    }

    mutating func add(_ name: String, _ cell: (Int) -> String) {
      columns.append(Column(categorical: name, cells: labels.indices.map(cell)))
    }

    /// Rows once more, at the end.
    mutating func repeatRows(_ rows: [Int]) {
      let all = Array(labels.indices) + rows
      labels = all.map { labels[$0] }
      columns = columns.map { $0.selecting(all) }
    }

    func alarms(folds: [Int]? = nil) -> [Alarm] {
      let one = DataAlarms.find(columns: columns, labels: labels, folds: folds, jobs: 1)
      #expect(DataAlarms.find(columns: columns, labels: labels, folds: folds, jobs: 3) == one)
      return one
    }

    func kinds(folds: [Int]? = nil) -> [Alarm.Kind] { alarms(folds: folds).map(\.kind) }

    func numbers(_ column: Int) -> [Double] {
      if case .numeric(let values) = columns[column].values { values } else { [] }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64], [60, 400, 4000]) func soundDataAreSilent(seed: UInt64, rows: Int) {
    let customers = Customers(rows: rows, seed: seed)
    #expect(customers.alarms().isEmpty, "\(customers.alarms().map(\.message))")
  }

  /// The score of a model that knew the outcome, as the two Naive_Bayes columns of a set of card customers.
  @Test func separatingFeature() {
    var customers = Customers()
    let labels = customers.labels
    customers.add("Naive_Bayes_Classifier_1") {
      labels[$0] == 1 ? 0.98 + 0.00001 * Double($0 % 7) : 0.0001 * Double($0 % 9)
    }
    let alarm = customers.alarms().first { $0.kind == .separatingFeature }
    #expect(alarm?.severity == .high && alarm?.columns == ["Naive_Bayes_Classifier_1"])
    // A good column is no leak: churn at three times the odds.
    var sound = Customers()
    let noise = sound.labels.indices.map { _ in sound.uniform() }
    let outcomes = sound.labels
    sound.add("usage") { Double(outcomes[$0]) * 0.35 + noise[$0] }
    #expect(sound.kinds().isEmpty)
  }

  /// How long the call took says whether it ended well, and is known only afterwards, as in a bank's telephone campaign.
  @Test func aColumnNamedForTheOutcomeIsSuspectedEarlier() {
    for (name, isAlarm) in [("call_duration", true), ("balance", false)] {
      var customers = Customers(rows: 4000)
      let noise = customers.labels.indices.map { _ in customers.uniform() + customers.uniform() }
      let labels = customers.labels
      customers.add(name) { (900 * (Double(labels[$0]) * 0.62 + noise[$0])).rounded() }
      let kinds = customers.kinds()
      #expect(kinds.contains(.separatingFeature) == isAlarm, "\(name) \(kinds)")
    }
  }

  /// 300 rows of 3,150 repeat others.
  @Test func duplicateRows() throws {
    var customers = Customers(rows: 2850)
    customers.add("usage") { Double(($0 * 7919) % 9973) / 10 }
    #expect(customers.kinds().isEmpty)
    customers.repeatRows((0..<300).map { $0 * 9 })
    let alarm = try #require(customers.alarms().first { $0.kind == .duplicateRows })
    #expect(alarm.severity == .high && alarm.message.hasPrefix("300 of 3150 rows") && alarm.message.contains("grouped"))
    // Equal rows in one fold do no harm.
    let apart = customers.labels.indices.map { $0 % 5 }
    let together = customers.labels.indices.map { ($0 < 2850 ? $0 : ($0 - 2850) * 9) % 5 }
    #expect(customers.kinds(folds: apart).contains(.duplicateRows))
    #expect(!customers.kinds(folds: together).contains(.duplicateRows))
    // Customers of a few coarse columns are equal by chance.
    var coarse = Customers(rows: 3000)
    coarse.columns.removeFirst(2)
    #expect(!coarse.kinds().contains(.duplicateRows))
  }

  @Test func identifier() {
    for name in ["customerID", "phone number", "row_number"] {
      var customers = Customers()
      customers.add(name) { "\(7000 + $0 * 13)-\(($0 * 7919) % 1000)" }
      #expect(customers.alarms().filter { $0.kind == .identifier }.map(\.columns) == [[name]])
    }
    var counted = Customers()
    counted.add("RowNumber") { Double($0 + 1) }
    #expect(counted.kinds().contains(.identifier))
    // An amount may have as many values as rows, and a code few.
    var sound = Customers()
    let amounts = sound.labels.indices.map { _ in sound.uniform() * 100_000 }
    sound.add("balance") { amounts[$0] }
    sound.add("area_code") { [408.0, 415, 510][$0 % 3] }
    #expect(!sound.kinds().contains(.identifier))
  }

  /// Charges are minutes times a price, as in a set of telephone customers.
  @Test func redundantColumns() throws {
    var customers = Customers()
    let minutes = customers.labels.indices.map { _ in (customers.uniform() * 3500).rounded() / 10 }
    customers.add("day_minutes") { minutes[$0] }
    customers.add("day_charge") { (minutes[$0] * 17).rounded() / 100 }
    customers.add("plan_code") { ["b", "p", "a"][$0 % 3] }
    customers.add("plan_name") { ["Basic", "Plus", "All"][$0 % 3] }
    let alarms = customers.alarms().filter { $0.kind == .redundantColumns }
    #expect(alarms.map(\.columns) == [["day_minutes", "day_charge"], ["plan_code", "plan_name"]])
    // A total of months times charges is another thing, and so is a noisy copy.
    var sound = Customers()
    let (tenure, charges) = (sound.numbers(0), sound.numbers(1))
    sound.add("total") { (tenure[$0] * charges[$0] * 100).rounded() / 100 }
    let noise = sound.labels.indices.map { _ in sound.uniform() }
    sound.add("forecast") { charges[$0] + 40 * noise[$0] }
    #expect(!sound.kinds().contains(.redundantColumns))
  }

  @Test func constant() {
    var customers = Customers()
    customers.add("country") { _ in "here" }
    customers.add("empty") { _ in Double.nan }
    customers.add("seldom") { $0 % 100 == 0 ? "yes" : "no" }
    #expect(customers.alarms().filter { $0.kind == .constant }.map(\.columns) == [["country"], ["empty"]])
  }

  @Test func rareAndManyCategories() {
    var customers = Customers()
    customers.add("channel") { $0 < 2 ? "fax" : ["web", "shop", "phone"][$0 % 3] }
    customers.add("town") { "town \($0 % 150)" }
    customers.add("weekday") { "day \($0 % 7)" }
    let alarms = customers.alarms()
    #expect(alarms.filter { $0.kind == .rareCategories }.map(\.columns) == [["channel"]])
    #expect(alarms.filter { $0.kind == .manyCategories }.map(\.columns) == [["town"]])
  }

  /// SMOTE mixes churners: their tenures lie between the months that all others keep to. Over-sampling copies them.
  @Test func resampledBeforeSplit() {
    var mixed = Customers(rows: 2000)
    mixed.columns.remove(at: 1)
    let churners = mixed.labels.indices.filter { mixed.labels[$0] == 1 }
    let tenure = mixed.numbers(0)
    let originals = mixed.labels.count
    mixed.repeatRows(churners + churners)
    let shares = mixed.labels.indices.map { _ in mixed.uniform() }
    let new = mixed.labels.indices.map { row -> Double in
      guard row >= originals else { return tenure[row] }
      let (a, b) = (churners[(row * 31) % churners.count], churners[(row * 17 + 5) % churners.count])
      return tenure[a] + shares[row] * (tenure[b] - tenure[a])
    }
    mixed.columns[0] = Column(name: "tenure", values: .numeric(new))
    #expect(mixed.alarms().contains { $0.kind == .resampledBeforeSplit && $0.columns == ["tenure"] })

    var copied = Customers(rows: 2000)
    copied.add("usage") { Double(($0 * 7919) % 9973) / 10 }
    let rows = copied.labels.indices.filter { copied.labels[$0] == 1 }
    copied.repeatRows(rows + rows)
    #expect(copied.kinds().contains(.resampledBeforeSplit))
    // Copies of both classes are another mistake.
    var both = Customers(rows: 2000)
    both.add("usage") { Double(($0 * 7919) % 9973) / 10 }
    both.repeatRows(Array(stride(from: 0, to: 2000, by: 4)))
    #expect(!both.kinds().contains(.resampledBeforeSplit) && both.kinds().contains(.duplicateRows))
  }

  /// The churn rate of each town, computed on all rows before they were divided.
  @Test func targetDerived() {
    var customers = Customers()
    let towns = customers.labels.indices.map { ($0 * 7) % 40 }
    let rates = (0..<40).map { town -> Double in
      let rows = towns.indices.filter { towns[$0] == town }
      return Double(rows.reduce(0) { $0 + Int(customers.labels[$1]) }) / Double(rows.count)
    }
    customers.add("town_rate") { rates[towns[$0]] }
    let alarm = customers.alarms().first { $0.kind == .targetDerived }
    #expect(alarm?.columns == ["town_rate"] && alarm?.severity == .high)
    // A share that was measured elsewhere is none.
    var sound = Customers()
    sound.add("discount") { Double(towns[$0] % 8) / 20 }
    #expect(!sound.kinds().contains(.targetDerived))
  }

  /// Columns that together give the churners away, none of them alone.
  @Test func tooGood() throws {
    func kind(noise: Double) throws -> Alarm.Kind? {
      var customers = Customers(rows: 3000)
      let parts = customers.labels.indices.map { _ in customers.uniform() }
      let errors = customers.labels.indices.map { _ in customers.uniform() - 0.5 }
      let labels = customers.labels
      customers.add("first") { 10 * parts[$0] }
      customers.add("second") {
        10 * ((parts[$0] + (labels[$0] == 1 ? 0.5 : 0)).truncatingRemainder(dividingBy: 1)) + noise
          * errors[$0]
      }
      let data = Dataset(
        features: customers.columns, labels: customers.labels, target: Target(column: "churn", positive: "1"),
        digest: "")
      let found = customers.alarms()
      #expect(found.isEmpty)
      return try QuickScore.alarm(data, after: found, jobs: 2)?.kind
    }
    #expect(try kind(noise: 0.5) == .tooGood)
    #expect(try kind(noise: 40) == nil)
    // With few churners a high figure may be chance.
    #expect(TooGood.alarm(model: "m", auc: 0.97, columns: ["a"], positives: 6, negatives: 60) == nil)
    #expect(TooGood.alarm(model: "m", auc: 0.97, columns: ["a"], positives: 600, negatives: 6000)?.kind == .tooGood)
    // Of IBM's data honest models stay below .87.
    let telco = ["tenure", "MonthlyCharges", "TotalCharges", "Contract", "PaymentMethod"]
    #expect(TooGood.alarm(model: "m", auc: 0.88, columns: telco, positives: 1869, negatives: 5174)?.kind == .tooGood)
    #expect(TooGood.alarm(model: "m", auc: 0.852, columns: telco, positives: 1869, negatives: 5174) == nil)
  }

  @Test func everyKindIsHere() {
    let tested: [Alarm.Kind] = [
      .separatingFeature, .targetDerived, .tooGood, .resampledBeforeSplit, .duplicateRows, .identifier,
      .redundantColumns, .constant, .rareCategories, .manyCategories,
    ]
    #expect(Set(tested) == Set(Alarm.Kind.allCases))
  }

  @Test func telcoHasNothingSevere() throws {
    let data = try Telco.dataset()
    let alarms = DataAlarms.find(columns: data.features, labels: data.labels, jobs: 2)
    #expect(alarms.allSatisfy { $0.severity == .low }, "\(alarms.map(\.message))")
    #expect(try QuickScore.alarm(data, after: alarms, jobs: 2) == nil)
  }
}
