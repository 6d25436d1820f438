import ChurnML
import Testing
import Workbench

/// A file, what is wrong in it, and the place and sentence it is answered with.
struct Mistake: Sendable, CustomTestStringConvertible {
  let text: String
  let answer: String

  init(_ text: String, _ answer: String) {
    self.text = text
    self.answer = answer
  }

  var testDescription: String { answer }
}

@Suite struct ExperimentErrorTests {
  static let syntax = [
    Mistake("", "x.yaml:1:1: the file is empty; an experiment names its data and its models"),
    Mistake("a:\n\tb: 1", "x.yaml:2:1: a tab stands here; YAML indents with spaces, so put spaces in its place"),
    Mistake("a: 1\n---\nb: 2", "x.yaml:2:1: a second document begins here; keep one experiment a file"),
    Mistake(
      "a: [1\nb: 2",
      "x.yaml:2:2: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence that begins at "
        + "line 1, column 4); check indentation, quotes and brackets before this place"),
    Mistake("é: \u{1}", "x.yaml:1:4: control characters are not allowed; save the file as plain UTF-8 text"),
    Mistake("? [a]\n: 1", "x.yaml:1:3: a key must be one word, not a list or a section"),
    Mistake(
      "- 1", "x.yaml:1:1: a list stands where a section of keys is wanted; write \"key: value\" lines below it"),
  ]

  static let duplicates = [
    Mistake(
      "{experiment: a, experiment: b}",
      "x.yaml:1:17: experiment: the key \"experiment\" is given twice in this section; keep one"),
    Mistake(
      "experiment: a\nmodels:\n  forest:\n    max_depth: 3\n    max_depth: 4",
      "x.yaml:5:5: models.forest.max_depth: the key \"max_depth\" is given twice in this section; keep one"),
    Mistake(
      "data:\n  path: x\n  'path': y\n  path: z",
      "x.yaml:3:3: data.path: the key \"path\" is given twice in this section; keep one"),
    Mistake("1: a\n\"1\": b", "x.yaml:2:1: 1: the key \"1\" is given twice in this section; keep one"),
    Mistake(
      "bands:\n- {a: 1}\n- {a: 1, a: 2}",
      "x.yaml:3:10: bands[1].a: the key \"a\" is given twice in this section; keep one"),
  ]

  static let keys = [
    Mistake(Sample.text("sed: 3"), "x.yaml:4:1: sed: there is no key \"sed\"; did you mean \"seed\"?"),
    Mistake(
      Sample.text("models: {forest: {max_dept: 3}}"),
      "x.yaml:3:19: models.forest.max_dept: there is no hyperparameter \"max_dept\"; did you mean \"max_depth\"?"),
    Mistake(
      Sample.text("models: {forst: {}}"),
      "x.yaml:3:10: models.forst: there is no model \"forst\"; did you mean \"forest\"?"),
    Mistake(
      Sample.text("models: {logistic: {penalty: l1}}"),
      "x.yaml:3:21: models.logistic.penalty: there is no hyperparameter \"penalty\"; possible here: C"),
    Mistake("experiment: a\nmodels: {}", "x.yaml:1:1: the key \"data\" is missing: where the customers come from"),
    Mistake(
      Sample.text("data: {path: a}"),
      "x.yaml:3:7: data: the key \"target\" is missing: write target: {column: Churn, positive: \"Yes\"}"),
    Mistake(
      Sample.text("data: {path: a, builtin: synthetic-telco}"),
      "x.yaml:3:26: data.builtin: path and builtin are both given; keep one"),
    Mistake(
      Sample.text("search: {method: random}"),
      "x.yaml:4:9: search: the key \"budget\" is missing: draws for each model; random search only"),
    Mistake(
      Sample.text("search: {budget: 3}"),
      "x.yaml:4:18: search.budget: a grid search tries every point and draws nothing; leave the key budget out"),
    Mistake(
      Sample.text("resampling: {method: predefined, column: f, folds: 3}"),
      "x.yaml:4:52: resampling.folds: method predefined does not look at it; leave the key folds out"
    ),
    Mistake(
      Sample.text("bands: {actions: [{name: a, acceptance: 1, incentive: 1, contact: 1}]}"),
      "x.yaml:4:8: bands: bands weigh what actions earn and cost, which needs the section campaign; add it"),
  ]

  static let values = [
    Mistake(Sample.text("seed: -1"), "x.yaml:4:7: seed: -1 is not possible here; give an integer of at least 0"),
    Mistake(
      Sample.text("seed: 07"),
      "x.yaml:4:7: seed: 07 has a leading zero, which some readers take for base eight; write it without"),
    Mistake(
      Sample.text("seed: 1e3"),
      "x.yaml:4:7: seed: 1e3 is not possible here; give an integer of at least 0, written as 1000"),
    Mistake(
      Sample.text("seed: \"7\""),
      "x.yaml:4:7: seed: \"7\" is not possible here; give an integer of at least 0, without quotes"),
    Mistake(
      Sample.text("seed: 99999999999999999999"),
      "x.yaml:4:7: seed: 99999999999999999999 is too large; integers go up to 9223372036854775807"),
    Mistake(Sample.text("seed: [1]"), "x.yaml:4:7: seed: a list is not possible here; give an integer of at least 0"),
    Mistake(
      Sample.text("experiment: ../x"),
      "x.yaml:3:13: experiment: \"../x\" cannot name a folder; use letters, digits, - and _, at most 100"),
    Mistake(
      Sample.text("data: {path: a, target: {column: C, positive: a}, delimiter: x}"),
      "x.yaml:3:62: data.delimiter: x is not possible here; give one of \",\", \";\", \"|\", tab"),
    Mistake(
      Sample.text("data: {path: a, target: {column: C, positive: a}, ignore: [b, C]}"),
      "x.yaml:3:59: data.ignore: \"C\" is the target, which is never a feature; leave it out of this list"),
    Mistake(
      Sample.text("resampling: {folds: 1}"),
      "x.yaml:4:21: resampling.folds: 1 is not possible here; give an integer from 2 to 1000000"),
    Mistake(
      Sample.text("search: {metric: roc_au}"),
      "x.yaml:4:18: search.metric: roc_au is not possible here; "
        + "give one of roc_auc, log_loss, f1, youden, accuracy, cost, profit; did you mean \"roc_auc\"?"),
    Mistake(
      Sample.text("search: {metric: cost}", "thresholds: {objectives: [f1]}"),
      "x.yaml:4:9: search: the metric is cost, which thresholds.objectives does not list; add it there"),
    Mistake(
      Sample.text("reference: logistic"),
      "x.yaml:4:12: reference: logistic is not possible here; give one of forest, majority"),
    Mistake(
      Sample.text("thresholds: {objectives: [f1, f1]}"),
      "x.yaml:4:31: thresholds.objectives[1]: f1 stands in the list twice; keep one"),
    Mistake(
      Sample.text("thresholds: {capacity: 1.5}"),
      "x.yaml:4:24: thresholds.capacity: 1.5 is not possible here; "
        + "give an integer of at least 1 or a number above 0 and at most 1"),
    Mistake(
      Sample.text("campaign: {clv: 5, incentive: 1, contact: 1, acceptance: {alpha: 0, beta: 1}}"),
      "x.yaml:4:66: campaign.acceptance.alpha: 0 is not possible here; give a number above 0"),
    Mistake(
      Sample.text("campaign: {clv: 5, incentive: 1, contact: 1, acceptance: 1.3}"),
      "x.yaml:4:58: campaign.acceptance: 1.3 is not possible here; give a number of at least 0 and at most 1"),
  ]

  static let hyperparameters = [
    ("max_depth: -3", ": -3 is not possible here; give null or an integer from 1 to 100000"),
    ("max_depth: 4.0", ": 4.0 is not possible here; give null or an integer from 1 to 100000, written as 4"),
    ("max_depth: 'null'", ": \"null\" is not possible here; give null or an integer from 1 to 100000, without quotes"),
    ("max_depth: []", ": the list is empty; give at least one value or leave the key out"),
    ("max_depth: [[3]]", "[0]: a list is not possible here; give null or an integer from 1 to 100000"),
    ("bootstrap: yes", ": yes is not possible here; give true or false"),
    ("ccp_alpha: .inf", ": .inf is not a finite number"),
    ("ccp_alpha: 1e999", ": 1e999 is too large for a number"),
    (
      "max_features: sqr",
      ": sqr is not possible here; give one of sqrt, log2 or null or an integer from 1 to 1000 "
        + "or a number above 0 and at most 1; did you mean \"sqrt\"?"
    ),
    (
      "max_depth: {min: 2, max: 5, distribution: int_uniform}",
      ": a distribution needs search.method random and a budget; or list the values to try"
    ),
  ]

  static let distributions = [
    (
      "max_depth: {min: 2, max: 5, distribution: uniform}",
      ".distribution: max_depth takes null or an integer from 1 to 100000; use int_uniform or int_log_uniform"
    ),
    ("max_depth: {min: 7, max: 5, distribution: int_uniform}", ".max: max is 5 and below min, 7; exchange them"),
    (
      "ccp_alpha: {min: 0, max: 5, distribution: log_uniform}",
      ".min: 0 has no logarithm; give a min above 0, or a distribution that is not logarithmic"
    ),
    (
      "bootstrap: {min: 0, max: 5, distribution: uniform}",
      ".distribution: bootstrap takes true or false; list the values to try"
    ),
    ("max_depth: {mn: 7, max: 5, distribution: int_uniform}", ".mn: there is no key \"mn\"; did you mean \"min\"?"),
  ]

  @Test(arguments: syntax + duplicates + keys + values)
  func aMistakeIsAnsweredWithPlaceAndWayOut(mistake: Mistake) {
    #expect(Sample.failure(mistake.text) == mistake.answer)
  }

  @Test(arguments: hyperparameters)
  func impossibleValuesNameTheHyperparameter(entry: String, answer: String) {
    let answered = Sample.failure(Sample.text("models: {forest: {\(entry)}}"))
    #expect(answered.hasPrefix("x.yaml:3:"))
    #expect(answered.hasSuffix(": models.forest.\(entry.prefix { $0 != ":" })\(answer)"))
  }

  @Test(arguments: distributions)
  func impossibleDistributionsNameTheKey(entry: String, answer: String) {
    let search = "search: {method: random, budget: 3}"
    let answered = Sample.failure(Sample.text("models: {forest: {\(entry)}}", search))
    #expect(answered.hasPrefix("x.yaml:3:"))
    #expect(answered.hasSuffix(": models.forest.\(entry.prefix { $0 != ":" })\(answer)"))
  }

  @Test func aGridTooLargeIsRefusedBeforeItIsMade() {
    let list = (1...1001).map(String.init).joined(separator: ", ")
    let text = Sample.text("models: {forest: {max_depth: [\(list)], n_estimators: [\(list)]}}")
    #expect(
      Sample.failure(text)
        == "x.yaml:3:18: models.forest: the grid has more than 1000000 points; shorten the lists, "
        + "or use a random search with a budget")
  }

  @Test func aliasesThatMultiplyAreRefused() {
    let bomb =
      "a0: &a0 [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n"
      + (1...9).map { level in
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]"
      }.joined(separator: "\n")
    #expect(Sample.failure(bomb).hasSuffix("the file stands for more than 100000 values"))
  }

  @Test func filesThatAreNoneAreNamed() {
    let folder = Sample.temporaryFolder()
    #expect(throws: InputError(at: "\(folder)", "this is a folder; give the path of an experiment file")) {
      try Experiment.load(path: folder)
    }
    #expect(throws: InputError(at: "\(folder)/x", "there is no such file; give the path of an experiment file")) {
      try Experiment.load(path: "\(folder)/x")
    }
  }
}
