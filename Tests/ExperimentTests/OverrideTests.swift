import ChurnML
import Testing
import Workbench

@Suite struct OverrideTests {
  @Test func replacesAddsAndMakesSectionsOnTheWay() throws {
    let experiment = try Sample.read(
      Sample.text(),
      set: "seed=11", "models.forest.max_depth=[6,8]", "resampling.repeats=3", "models.logistic.C=0.5", "seed=12")
    #expect(experiment.seed == 12)
    #expect(experiment.models.map(\.name) == ["forest", "majority", "logistic"])
    #expect(experiment.models[0].parameters[0].plan == .values([.integer(6), .integer(8)]))
    #expect(experiment.models[2].parameters[0].plan == .values([.number(0.5)]))
    #expect(experiment.resampling == .stratifiedKFold(folds: 5, repeats: 3))
  }

  @Test func fillsASectionThatIsEmptyInTheFile() throws {
    let text = Sample.text("models: {logistic: }")
    #expect(try Sample.read(text, set: "models.logistic.C=3").models[0].parameters[0].plan == .values([.number(3)]))
  }

  @Test(arguments: [
    ("a", "write KEY.PATH=VALUE, for instance models.forest.max_depth=[6,8]"),
    ("a..b=3", "write KEY.PATH=VALUE, for instance models.forest.max_depth=[6,8]"),
    ("seed=x", "seed: x is not possible here; give an integer of at least 0"),
    (
      "models.forest.max_dept=3",
      "models.forest.max_dept: there is no hyperparameter \"max_dept\"; did you mean \"max_depth\"?"
    ),
    ("serch.metric=f1", "serch: there is no key \"serch\"; did you mean \"search\"?"),
    ("experiment.x=3", "experiment: experiment is sample and has no keys in it; give the whole value to experiment"),
    (
      "seed=[6",
      "seed: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence that begins at "
        + "line 1, column 1); check indentation, quotes and brackets before this place"
    ),
  ])
  func mistakesNameTheArgument(argument: String, answer: String) {
    #expect(Sample.failure(Sample.text(), set: [argument]) == "--set \(argument): \(answer)")
  }
}
