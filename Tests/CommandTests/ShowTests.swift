import ChurnML
import Foundation
import TestSupport
import Testing

@Suite struct ShowTests {
  private let folder: TemporaryFolder
  private let run: String

  init() throws {
    folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    run = try #require(try Churnlab.run("run", "small.yaml", "--json", in: folder).json()["run"] as? String)
  }

  private func show(_ options: String...) throws -> [[String: Any]] {
    let answer = try Churnlab(["show", run, "--json"] + options, in: folder).wait()
    #expect(answer.status == 0, "\(answer.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [[String: Any]])
  }

  @Test func conditionsMustAllHold() throws {
    let all = try show("--columns", "id,model,max_depth,n_estimators,log_loss", "--limit", "100")
    #expect(all.count == 19)
    let chosen = try show("--filter", "max_depth=4", "--filter", "n_estimators<6", "--columns", "id")
    let wanted = all.filter { $0["max_depth"] as? Int == 4 && $0["n_estimators"] as? Int == 3 }
    #expect(Set(chosen.compactMap { $0["id"] as? Int }) == Set(wanted.compactMap { $0["id"] as? Int }))
    #expect(chosen.count == 4)
    #expect(try show("--filter", "model!=forest").count == 3)
    #expect(try show("--filter", "max_depth=none").isEmpty, "every forest has a depth, other models none")
    #expect(try show("--filter", "max_leaf_nodes=none").count == 16)
  }

  @Test func sortsTheBestFirst() throws {
    let losses = try show("--sort", "log_loss", "--columns", "log_loss").compactMap { $0["log_loss"] as? Double }
    #expect(losses == losses.sorted() && losses.count == 19)
    let areas = try show("--sort", "roc_auc", "--columns", "roc_auc").compactMap { $0["roc_auc"] as? Double }
    #expect(areas == areas.sorted(by: >))
    #expect(try show("--limit", "4").compactMap { $0["rank"] as? Int }.first == 1)
    #expect(try show("--limit", "4").count == 4)
  }

  @Test func mistakesAreNamed() throws {
    for (options, word) in [
      (["--sort", "rocauc"], "roc_auc"), (["--filter", "max_dept=3"], "max_depth"),
      (["--filter", "max_depth"], "condition"),
      (["--columns", "id,modl"], "model"),
    ] {
      let answer = try Churnlab(["show", run] + options, in: folder).wait()
      #expect(answer.status == 2 && answer.output.isEmpty)
      #expect(answer.errors.contains(word) && answer.errors.contains(options[0]), "\(answer.errors)")
    }
  }

  @Test func runsAreComparedInPairs() throws {
    let deeper = try Churnlab.run("run", "small.yaml", "--set", "models.forest.max_depth=[6]", "--json", in: folder)
    let reseeded = try Churnlab.run("run", "small.yaml", "--set", "seed=9", "--json", in: folder)
    let others = try [deeper, reseeded].map { try #require(try $0.json()["run"] as? String) }
    let answer = try Churnlab(["compare", run] + others + ["--json"], in: folder).wait()
    #expect(answer.status == 0, "\(answer.errors)")
    let comparison = try answer.json()
    let runs = try #require(comparison["runs"] as? [[String: Any]])
    #expect(runs.map { $0["paired"] as? Bool } == [true, true, false])
    #expect((runs[2]["reason"] as? String)?.contains("splits") == true)
    let differences = try #require(comparison["differences"] as? [[String: Any]])
    #expect(Set(differences.compactMap { $0["run"] as? String }) == [others[0]])
    let forest = try #require(
      differences.first { $0["model"] as? String == "forest" && $0["metric"] as? String == "roc_auc" })
    let mean = try #require((forest["difference"] as? [String: Any])?["mean"] as? Double)
    func auc(_ run: [String: Any]) throws -> Double {
      let models = try #require(run["models"] as? [String: [String: Any]])
      return try #require((models["forest"]?["out_of_fold"] as? [String: Any])?["roc_auc"] as? Double)
    }
    #expect(abs(mean - (try auc(runs[1]) - auc(runs[0]))) < 1e-12)
    #expect(try Churnlab.run("compare", run, in: folder).status == 2)
  }

  @Test func dryRunForeseesCosts() throws {
    let plan = try Churnlab.run("run", "small.yaml", "--dry-run", "--json", in: folder).json()
    let estimate = try #require(plan["estimate"] as? [String: Any])
    let record = try Churnlab.run("show", run, "--json", in: folder).json()
    let spent = try #require((record["cost"] as? [String: [String: Any]])?["spent"])
    for key in ["cpu_s", "wall_s", "peak_memory_bytes", "score_bytes"] {
      let (foreseen, found) = (try #require(estimate[key] as? Double), try #require(spent[key] as? Double))
      #expect(foreseen > 0 && foreseen < 100 * found && found < 100 * foreseen, "\(key): \(foreseen), then \(found)")
    }
    #expect(plan["fits"] as? Int == 12 && plan["points"] as? Int == 19)
  }
}
