import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
  /// Verbs, with arguments with which they succeed once `run` has made Results/small/latest.
  static let verbs = [
    ["run", "small.yaml"], ["run", "small.yaml", "--dry-run"], ["resume", "Results/small/latest"],
    ["show", "Results/small/latest"], ["show", "Results/small/latest", "--best"],
    ["data", "describe", "customers.csv"],
    ["data", "generate", "--rows", "20", "--out", "made.csv"],
    ["thresholds", "Results/small/latest"],
    ["lint", "customers.csv", "--target", "churn=yes"], ["lint", "small.yaml"], ["lint", "Results/small/latest"],
    ["evaluate", predictions, "--label", "label", "--score", "forest", "--score", "logistic"],
  ]

  private static let predictions = "Results/small/latest/predictions.csv"
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    _ = try Churnlab.run("run", "small.yaml", "--quiet", in: folder)
  }

  @Test func jsonIsOneDocumentAlone() throws {
    for verb in Self.verbs {
      let answer = try Churnlab(verb + ["--json"], in: folder).wait()
      #expect(answer.status == 0 && answer.errors.isEmpty, "\(verb): \(answer.errors)")
      #expect(throws: Never.self, "\(verb)") {
        try JSONSerialization.jsonObject(with: Data(answer.output.utf8), options: .fragmentsAllowed)
      }
    }
  }

  @Test func quietSaysNothing() throws {
    for verb in Self.verbs {
      let answer = try Churnlab(verb + ["--quiet"], in: folder).wait()
      #expect(answer.status == 0 && answer.output.isEmpty && answer.errors.isEmpty, "\(verb): \(answer.errors)")
    }
  }

  @Test func textFitsATerminalWithoutColour() throws {
    for verb in Self.verbs {
      let answer = try Churnlab(verb, in: folder, environment: ["NO_COLOR": "1"]).wait()
      #expect(answer.status == 0 && !answer.output.isEmpty && !answer.output.contains("\u{1B}"), "\(verb)")
      for line in answer.output.split(separator: "\n") { #expect(line.count <= 100, "\(verb): \(line)") }
    }
  }

  @Test func helpIsOffered() throws {
    for verb in Self.verbs {
      let answer = try Churnlab(verb.prefix(verb[0] == "data" ? 2 : 1) + ["--help"], in: folder).wait()
      #expect(answer.status == 0 && answer.errors.isEmpty)
      for word in ["USAGE", "--json", "--quiet", "--help"] { #expect(answer.output.contains(word), "\(verb): \(word)") }
    }
  }

  private static let mistakes = [
    ["rum"], ["run"], ["run", "small.yaml", "--job", "2"], ["run", "small.yaml", "--jobs", "0"],
    ["run", "small.yaml", "--jobs", "two"], ["run", "small.yaml", "--engine", "magic"],
    ["run", "small.yaml", "--max-score-bytes=-1"], ["resume", "Results/small/latest", "--jobs", "0"], ["show"],
    ["data", "describe", "customers.csv", "--jobs", "-1"], ["show", "nowhere"], ["resume", "small.yaml"],
    ["run", "small.yaml", "--reuse", "nowhere"], ["lint"], ["lint", "customers.csv", "--target", "churn"],
    ["lint", "customers.csv", "--target", "churm=yes"], ["lint", "small.yaml", "--target", "churn=yes"],
  ]

  @Test func wrongUsageExitsWith2() throws {
    for arguments in Self.mistakes {
      let answer = try Churnlab(arguments, in: folder).wait()
      #expect(answer.status == 2 && answer.output.isEmpty && !answer.errors.isEmpty, "\(arguments): \(answer.errors)")
    }
  }

  @Test func versionAndHelpOfTheProgram() throws {
    for flag in ["--version", "--help"] {
      let answer = try Churnlab.run(flag, in: folder)
      #expect(answer.status == 0 && !answer.output.isEmpty && answer.errors.isEmpty)
    }
  }

  /// The path that `run` prints is usable from where its caller stands.
  @Test func runSaysWhereItIs() throws {
    let answer = try Churnlab.run("run", "small.yaml", "--results", "Elsewhere", "--json", in: folder)
    let path = try #require(try answer.json()["run"] as? String)
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(path)/results.json"))
    let shown = try Churnlab.run("show", path, "--json", in: folder)
    #expect(try shown.json()["results_digest"] as? String == answer.json()["results_digest"] as? String)
  }
}
