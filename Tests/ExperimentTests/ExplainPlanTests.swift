import ChurnML
import Testing

@testable import Workbench

@Suite struct ExplainPlanTests {
  static let mistakes = [
    Mistake(
      Sample.text("explain: {imutable: [age]}"),
      "x.yaml:4:11: explain.imutable: there is no key \"imutable\"; did you mean \"immutable\"?"),
    Mistake(
      Sample.text("explain: {directions: {fee: left}}"),
      "x.yaml:4:29: explain.directions.fee: left is not possible here; give one of up, down"),
    Mistake(
      Sample.text("explain:\n  ranges:\n    fee: {min: 5, max: 2}"),
      "x.yaml:6:10: explain.ranges.fee: min is above max, so nothing lies between; exchange them"),
    Mistake(
      Sample.text("explain: {ranges: {fee: {}}}"),
      "x.yaml:4:25: explain.ranges.fee: the range says nothing; give min, max or a list of categories"),
    Mistake(
      Sample.text("explain: {immutable: [fee], directions: {fee: down}}"),
      "x.yaml:4:42: explain.directions.fee: \"fee\" is immutable, so nothing more is said of it; take it out of one of the two"
    ),
    Mistake(
      Sample.text("explain: {possible: [{a: 1, b: 2, c: 3}]}"),
      "x.yaml:4:22: explain.possible[0]: a pair has two columns; write {internet: none, backup: \"yes\"}"),
    Mistake(
      Sample.text("explain: {rows: [1.5]}"),
      "x.yaml:4:18: explain.rows[0]: 1.5 is not possible here; give an integer of at least 0"),
  ]

  @Test(arguments: mistakes) func aMistakeIsAnsweredWithItsPlace(_ mistake: Mistake) {
    #expect(Sample.failure(mistake.text) == mistake.answer)
  }

  private static let features = [
    Column(name: "fee", values: .numeric([1, 2, 3])),
    Column(name: "plan", values: .categorical(codes: [0, 1, 0], categories: ["all", "basic"])),
  ]

  static let misfits = [
    Mistake("rows: [3]", "x.yaml:4:18: explain.rows[0]: there is no row 3; the data have rows 0 to 2"),
    Mistake(
      "immutable: [plann]",
      "x.yaml:4:23: explain.immutable[0]: the data have no feature \"plann\"; did you mean \"plan\"?"),
    Mistake(
      "ranges: {plan: [basic, al]}",
      "x.yaml:4:20: explain.ranges.plan: no customer has \"al\" for \"plan\"; did you mean \"all\"?"),
    Mistake(
      "ranges: {fee: [1]}", "x.yaml:4:20: explain.ranges.fee: \"fee\" holds numbers; write {min: 0, max: 100}"),
    Mistake(
      "directions: {plan: up}",
      "x.yaml:4:24: explain.directions.plan: categories have no order of their own; give it as a list, as in "
        + "ranges: {plan: [first, second]}"),
    Mistake(
      "impossible: [{plan: all, fee: any}]",
      "x.yaml:4:24: explain.impossible[0]: \"fee\" holds numbers, and only categories exclude each other; say what it may "
        + "become in ranges"),
  ]

  @Test(arguments: misfits) func whatTheDataDoNotHaveIsRefused(_ mistake: Mistake) throws {
    let experiment = try Sample.read(Sample.text("explain: {\(mistake.text)}"))
    let error = #expect(throws: InputError.self) { try experiment.explain.check(Self.features, rows: 3) }
    #expect(error?.description == mistake.answer)
  }

  @Test func thePlanIsResolvedAndReadBack() throws {
    let text = Sample.text(
      "explain: {rows: [2], immutable: [age], ranges: {plan: [b, a], fee: {max: 9}}, directions: {plan: up}, "
        + "possible: [{plan: a, fee: any}], impossible: [{plan: b, line: none}]}")
    let experiment = try Sample.read(text)
    let again = try Sample.read(experiment.resolved.compact)
    #expect(again.explain == experiment.explain)
    #expect(again.configDigest == experiment.configDigest)
    #expect(experiment.explain.direction(of: "plan") == .up)
    #expect(experiment.explain.range(of: "fee") == .numbers(min: nil, max: 9))
  }
}
