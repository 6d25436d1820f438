import HTTPTypes
import Hummingbird
import Workbench

/// `POST /v1/explain`: why a customer has the risk they have, and with `what_if=true` what the model would say if they differed.
struct ExplainRoutes {
  let scorer: Scorer
  let limits: Limits

  /// Reasons take longer than predictions.
  static let customerLimit = 500
  /// What-if tries thousands of customers for one; those behind the limit get reasons alone.
  static let whatIfLimit = 20

  func add(to routes: inout Routes) { routes.post("/v1/explain", explain) }

  @Sendable private func explain(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let query = try JSONRequest.query(request, ["model", "what_if"])
    let whatIf = try flag("what_if", query["what_if"])
    let model = try scorer.run.model(query["model"])
    let body = try await request.body.collect(upTo: limits.bodyBytes)
    let batch = try model.reader.read(body.readableBytesView)
    guard batch.count <= Self.customerLimit else {
      throw Problem(.contentTooLarge, "Reasons are given for at most \(Self.customerLimit) customers at a time.")
    }
    guard let explainer = model.explainer else {
      throw Problem.parameter("model", "\(model.name) has no reasons to give; name another model")
    }
    guard !whatIf || explainer.whatIf != nil else {
      throw Problem.parameter(
        "what_if", "the run has no profile.json, from which rules are learnt; make it anew with churnlab run")
    }
    let answers = await scorer.batches.explain(batch, with: explainer, whatIf: whatIf)
    return Response(json: batch.isList ? .list(answers) : answers[0])
  }

  private func flag(_ name: String, _ value: String?) throws(Problem) -> Bool {
    switch value {
    case nil, "false": false
    case "true": true
    default: throw Problem.parameter(name, "it is true or false")
    }
  }
}
