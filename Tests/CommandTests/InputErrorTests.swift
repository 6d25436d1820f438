import Foundation
import TestSupport
import Testing

/// A mistake in the experiment or the data, and what the answer must name.
struct WrongInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let named: [String]
  var experiment = SmallExperiment.text()
  var customers = SmallExperiment.customers(rows: 60)

  init(_ what: String, naming named: String..., edit: (inout String, inout String) -> Void) {
    testDescription = what
    self.named = named
    edit(&experiment, &customers)
  }

  static let all = [
    WrongInput("misspelt key", naming: "small.yaml:4:1", "resamplng", "resampling") { yaml, _ in
      yaml = yaml.replacing("resampling:", with: "resamplng:")
    },
    WrongInput("misspelt hyperparameter", naming: "small.yaml:7", "max_dept", "max_depth") { yaml, _ in
      yaml = yaml.replacing("max_depth:", with: "max_dept:")
    },
    WrongInput("duplicate key", naming: "small.yaml:3:1", "seed", "twice") { yaml, _ in
      yaml = yaml.replacing("seed: 3", with: "seed: 3\nseed: 4")
    },
    WrongInput("wrong type", naming: "small.yaml:2:7", "seed", "many") { yaml, _ in
      yaml = yaml.replacing("seed: 3", with: "seed: many")
    },
    WrongInput("one fold", naming: "small.yaml:4", "folds") { yaml, _ in
      yaml = yaml.replacing("folds: 3", with: "folds: 1")
    },
    WrongInput("negative depth", naming: "small.yaml:7", "max_depth", "-4") { yaml, _ in
      yaml = yaml.replacing("max_depth: [2, 4]", with: "max_depth: [-4]")
    },
    WrongInput("missing target", naming: "customers.csv", "churned") { yaml, _ in
      yaml = yaml.replacing("column: churn,", with: "column: churned,")
    },
    WrongInput("positive value that never occurs", naming: "Yes", "churn") { yaml, _ in
      yaml = yaml.replacing("positive: \"yes\"", with: "positive: \"Yes\"")
    },
    WrongInput("one class", naming: "churn", "yes") { _, csv in csv = csv.replacing(",no\n", with: ",yes\n") },
    WrongInput("three classes", naming: "churn", "maybe") { _, csv in
      csv += "c99,30,plus,5,1,maybe\n"
    },
    WrongInput("column without values", naming: "customers.csv", "age") { _, csv in
      let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      csv = rows.enumerated().map { $0.offset == 0 ? $0.element : $0.element[..<1] + [""] + $0.element[2...] }
        .map { $0.joined(separator: ",") + "\n" }.joined()
    },
    WrongInput("missing label", naming: "customers.csv", "churn") { _, csv in csv += "c99,30,plus,5,1,\n" },
    WrongInput("more folds than churners", naming: "resampling.folds", "40") { yaml, _ in
      yaml = yaml.replacing("folds: 3", with: "folds: 40")
    },
    WrongInput("ragged row", naming: "customers.csv:62") { _, csv in csv += "c99,30\n" },
    WrongInput("unclosed quote", naming: "customers.csv:62") { _, csv in csv += "c99,\"30,plus,5,1,no\n" },
    WrongInput("duplicate header", naming: "customers.csv:1", "age") { _, csv in
      csv = csv.replacing("id,age,plan", with: "id,age,age")
    },
    WrongInput("empty data file", naming: "customers.csv") { _, csv in csv = "" },
    WrongInput("binary data file", naming: "customers.csv") { _, csv in csv = "id,churn\n\u{0}\u{1}\u{2},yes\n" },
    WrongInput("no data file", naming: "nowhere.csv") { yaml, _ in
      yaml = yaml.replacing("customers.csv", with: "nowhere.csv")
    },
    WrongInput("empty experiment", naming: "small.yaml", "empty") { yaml, _ in yaml = "" },
    WrongInput("unknown model", naming: "small.yaml", "forst", "forest") { yaml, _ in
      yaml = yaml.replacing("forest:", with: "forst:")
    },
    WrongInput("unknown metric", naming: "small.yaml", "roc_auk") { yaml, _ in
      yaml = yaml.replacing("roc_auc", with: "roc_auk")
    },
    WrongInput("reference that is no model", naming: "small.yaml", "reference") { yaml, _ in
      yaml = yaml.replacing("reference: majority", with: "reference: oracle")
    },
  ]
}

@Suite struct InputErrorTests {
  /// One sentence with the place, exit status 2, nothing on standard output, nothing left behind.
  @Test(arguments: WrongInput.all)
  func wrongInputIsNamed(_ input: WrongInput) throws {
    let folder = try TemporaryFolder()
    try folder.write(input.customers, to: "customers.csv")
    try folder.write(input.experiment, to: "small.yaml")
    for arguments in [["run", "small.yaml", "--json"], ["run", "small.yaml", "--dry-run"]] {
      let answer = try Churnlab(arguments, in: folder).wait()
      #expect(answer.status == 2, "\(answer.errors)")
      #expect(answer.output.isEmpty)
      #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
      for word in input.named { #expect(answer.errors.contains(word), "\(word) in: \(answer.errors)") }
    }
    #expect(folder.names == ["customers.csv", "small.yaml"])
  }

  @Test(arguments: ["customers.csv/Results", "/proc/churnlab", "/dev/null"])
  func resultsFolderThatCannotBeMade(path: String) throws {
    let folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    let answer = try Churnlab.run("run", "small.yaml", "--results", path, "--json", in: folder)
    #expect(answer.status == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.split(separator: "\n").count == 1 && answer.errors.contains(path), "\(answer.errors)")
    #expect(folder.names == ["customers.csv", "small.yaml"])
  }

  @Test func overridesAreNamedToo() throws {
    let folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    let answer = try Churnlab.run("run", "small.yaml", "--set", "models.forest.max_depth=[-1]", in: folder)
    #expect(answer.status == 2)
    #expect(answer.errors.contains("--set") && answer.errors.contains("max_depth"), "\(answer.errors)")
    #expect(folder.names == ["customers.csv", "small.yaml"])
  }
}
