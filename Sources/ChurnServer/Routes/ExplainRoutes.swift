import HTTPTypes
import Hummingbird
import Workbench

/// `POST /v1/explain`: why a customer has the risk they have.
struct ExplainRoutes {
  let scorer: Scorer
  let limits: Limits

  /// Reasons take longer than predictions.
  static let customerLimit = 500

  func add(to routes: inout Routes) { routes.post("/v1/explain", explain) }

  @Sendable private func explain(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let model = try scorer.run.model(try JSONRequest.query(request, "model"))
    let body = try await request.body.collect(upTo: limits.bodyBytes)
    let batch = try model.reader.read(body.readableBytesView)
    guard batch.count <= Self.customerLimit else {
      throw Problem(.contentTooLarge, "Reasons are given for at most \(Self.customerLimit) customers at a time.")
    }
    guard let explainer = model.explainer else {
      throw Problem.parameter("model", "\(model.name) has no reasons to give; name another model")
    }
    let reasons = await scorer.batches.explain(batch, with: explainer)
    let answers = reasons.map(\.json)
    return Response(json: batch.isList ? .list(answers) : answers[0])
  }
}
