import TestSupport
import Testing

@testable import ChurnML

@Suite struct SurvivalTests {
  /// Weeks of remission of 21 leukaemia patients with 6-mercaptopurine and 21 without (Freireich et al. 1963; Cox and Oakes 1984).
  private static let treated = [
    (6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
    (20, 0),
    (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
  ]
  private static let control = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map { ($0, 1) }

  private static func followUp(_ weeks: [(Int, Int)]) -> FollowUp {
    FollowUp(durations: weeks.map { Double($0.0) }, churned: weeks.map { UInt8($0.1) })
  }

  @Test func remission() {
    let curve = KaplanMeier(Self.followUp(Self.treated))
    #expect(curve.steps.map(\.time) == [6, 7, 10, 13, 16, 22, 23])
    #expect(curve.steps.map(\.atRisk) == [21, 17, 15, 12, 11, 7, 6])
    let expected = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    for (step, share) in zip(curve.steps, expected) { #expect(close(step.survival, share, within: 5e-4)) }
    #expect(curve.median == 23)
    #expect(curve.step(at: 5) == nil)
    #expect(curve.step(at: 12)?.time == 10)
    #expect(KaplanMeier(Self.followUp(Self.control)).steps.last?.survival == 0)
    #expect(KaplanMeier(Self.followUp(Self.control)).median == 8)
  }

  /// The statistic by its textbook formula, a risk set at a time; 16.79 in the books.
  @Test func remissionCompared() throws {
    let all = Self.treated + Self.control
    let groups = all.indices.map { Int16($0 < Self.treated.count ? 0 : 1) }
    var sums = LogRank.Sums(groups: 2)
    Self.followUp(all).visitRiskSets(groups: groups, count: 2) { _, atRisk, events in
      sums.add(atRisk: atRisk, events: events)
    }
    let test = try sums.test()
    var (excess, variance) = (0.0, 0.0)
    for time in Set(all.filter { $0.1 == 1 }.map(\.0)).sorted() {
      let n = Double(all.count { $0.0 >= time })
      let n1 = Double(Self.treated.count { $0.0 >= time })
      let d = Double(all.count { $0.0 == time && $0.1 == 1 })
      excess += Double(Self.treated.count { $0.0 == time && $0.1 == 1 }) - d * n1 / n
      if n > 1 { variance += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1) }
    }
    #expect(close(test.statistic, excess * excess / variance))
    #expect(close(test.statistic, 16.79, within: 5e-4))
    #expect(test.df == 1)
    #expect(close(test.pValue, chiSquareSurvival(test.statistic, df: 1)))
  }

  @Test func groupsThatCannotBeCompared() {
    #expect(throws: Undefined.self) { () throws in try LogRank.Sums(groups: 1).test() }
    #expect(throws: Undefined.self) { () throws in try LogRank.Sums(groups: 3).test() }
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("2000-03-01", 11017), ("2024-02-29", 19782), ("1969-12-31", -1),
    ("2024-06-30T23:59:59Z", 19904),
    ("2023-02-29", nil), ("2024-13-01", nil), ("2024-6-30", nil), ("2024-06-30x", nil), ("30.06.2024", nil), ("", nil),
  ])
  func days(text: String, day: Int?) {
    #expect(CalendarDay.number(of: text) == day)
  }

  @Test func declaredColumns() throws {
    func explore(_ csv: String, _ entry: String, _ observation: String) throws -> SurvivalExploration? {
      var settings = ExplorationSettings()
      settings.permutations = 19
      settings.followedBy = FollowUpColumns(entry: entry, observation: observation)
      let table = try Table(csv: Array(csv.utf8), named: "t.csv", options: CSVOptions(kinds: ["y": .categorical]))
      let target = Target(column: "y", positive: "1")
      return try Exploration(table, target: target, settings: settings, jobs: 1).survival.value
    }
    let dates = "x,from,to,y\na,2024-01-01,2024-03-01,1\nb,2024-02-01,2024-02-11,0\na,2024-01-01,2024-01-31,1\n"
    let survival = try #require(try explore(dates, "from", "to"))
    #expect(survival.isInDays)
    #expect(survival.overall.steps.map(\.time) == [30, 60])
    #expect(survival.overall.steps.map(\.atRisk) == [2, 1])
    #expect(try explore(dates, "2024-01-01", "to")?.overall.steps.map(\.time) == [30, 60])
    for (entry, observation, message) in [
      ("to", "from", "t.csv:2: row 1 ends (\"from\") before it begins (\"to\"); mend it or leave the row out"),
      ("0", "to", "t.csv: one of \"0\" and \"to\" holds dates and the other numbers"),
      ("form", "to", "--entry: there is no column \"form\"; did you mean \"from\"?"),
      ("from", "x", "--observation: \"x\" holds \"a\", which is neither a number nor a date"),
    ] {
      let error = #expect(throws: InputError.self) { try explore(dates, entry, observation) }
      #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(message))
    }
    let blank = dates.replacing("2024-02-11", with: "")
    let error = #expect(throws: InputError.self) { try explore(blank, "from", "to") }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("t.csv:3: row 2 has no value for \"to\""))
  }
}
