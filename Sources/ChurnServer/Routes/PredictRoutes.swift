import HTTPTypes
import Hummingbird
import Workbench

/// `POST /v1/predict`: the risk of one customer or many.
struct PredictRoutes {
  let scorer: Scorer
  let limits: Limits

  func add(to routes: inout Routes) {
    routes.post("/v1/predict", isQuick: true, predict)
  }

  @Sendable private func predict(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let model = try scorer.run.model(try JSONRequest.query(request, ["model"])["model"])
    let body = try await request.body.collect(upTo: limits.bodyBytes)
    let batch = try model.reader.read(body.readableBytesView)
    let scored = try await scorer.score(batch, with: model, source: .api)
    let unseen = batch.unseen
    let answers = scored.predictions.enumerated().map { row, prediction in
      model.json(prediction, id: scored.id(row), unseen: unseen[row] ?? [])
    }
    var response = Response(json: batch.isList ? .list(answers) : answers[0])
    if let name = Self.modelHeader { response.headers[name] = model.digest }
    return response
  }

  private static let modelHeader = HTTPField.Name("Churnlab-Model")
}
