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
    try JSONBody.checkType(request)
    let model = try scorer.run.model(request.uri.queryParameters["model"].map(String.init))
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

/// What is taken for JSON.
enum JSONBody {
  /// curl and Python's urllib call any body a form unless told otherwise; so that alone refuses nothing. Pages of other
  /// sites are kept out by `Access`, whatever they call their bodies.
  static func checkType(_ request: Request) throws(Problem) {
    guard let type = request.headers[.contentType] else { return }
    let name = type.prefix { $0 != ";" }.trimmingPrefix { $0 == " " }.lowercased()
    let isTaken =
      name.hasPrefix("application/json") || name.hasSuffix("+json") || name.hasPrefix("text/plain")
      || name.hasPrefix("application/x-www-form-urlencoded")
    guard isTaken else {
      throw Problem(
        .unsupportedMediaType, "\(type.prefix(60)) is not taken here; send application/json.",
        headers: [.accept: "application/json"])
    }
  }
}
