import ChurnML
import Hummingbird
import Workbench

/// `GET /v1/models`: what can be asked, and what for.
struct ModelRoutes {
  let run: ServedRun

  func add(to routes: inout Routes) {
    routes.get("/v1/models") { _, _ in Response(json: try list()) }
  }

  private func list() throws(Problem) -> JSON {
    var models: [JSON] = []
    for name in run.names {
      // A model that has no file is listed in the record alone, and cannot be asked.
      guard let model = try? run.model(name) else { continue }
      models.append(json(model))
    }
    return [
      "default": .text(run.main.name), "run": .text(run.record.runID),
      "experiment": .text(run.record.experiment.name), "models": .list(models),
    ]
  }

  private func json(_ model: ServedModel) -> JSON {
    let facts = model.saved.facts
    return [
      "name": .text(model.name), "digest": .text(model.digest), "params": facts.params, "rows": .integer(facts.rows),
      "data_digest": .text(facts.dataDigest), "target": .text(facts.target.column),
      "positive": .text(facts.target.positive),
      "out_of_fold": run.record.models[model.name].map { JSONRecord.json($0.outOfFold) } ?? .null,
      "features": .list(facts.features.features.map(\.json)),
    ]
  }
}

extension FeatureSchema.Feature {
  fileprivate var json: JSON {
    [
      "name": .text(name), "kind": .text(kind.rawValue),
      "categories": categories.map { .list($0.map { .text($0) }) } ?? .null,
    ]
  }
}
