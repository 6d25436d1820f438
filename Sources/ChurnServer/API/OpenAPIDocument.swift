import ChurnML
import Hummingbird
import Workbench

/// The API in OpenAPI 3.1, made for the model that answers: its columns are the document's.
struct OpenAPIDocument {
  private let run: ServedRun
  private let limits: Limits
  private let hasToken: Bool

  init(_ run: ServedRun, limits: Limits, hasToken: Bool) {
    self.run = run
    self.limits = limits
    self.hasToken = hasToken
  }

  func add(to routes: inout Routes) {
    routes.get("/v1/openapi.json") { _, _ in Response(text: json.pretty, type: "application/json") }
  }

  private var facts: ModelFacts { run.main.saved.facts }

  /// The models that can give reasons.
  private var explained: [String] {
    run.names.filter { (try? run.model($0))?.explainer != nil }
  }

  var json: JSON {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "ChurnLab", "version": .text(churnlabVersion),
        "description": .text(
          "The churn risk of customers by \(facts.model) of \(facts.experiment). The columns are those of its data."),
      ],
      "servers": [["url": "/"]], "paths": paths,
      "components": ["schemas": schemas, "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]]],
    ]
  }

  private var paths: JSON {
    [
      "/v1/predict": ["post": predict], "/v1/explain": ["post": explain],
      "/v1/models": ["get": Self.reading("listModels", "The models that can be asked", schema: "Models")],
      "/v1/runs": [
        "get": Self.reading("listRuns", "Runs, and those under way", schema: "Runs"), "post": startRun,
      ],
      "/v1/runs/{id}": [
        "parameters": [Self.jobID], "get": Self.reading("showRun", "How a run goes", schema: "Job", isNamed: true),
        "delete": cancelRun,
      ],
      "/v1/runs/{id}/events": ["parameters": [Self.jobID], "get": Self.events],
      "/v1/records/{experiment}/{run}": [
        "parameters": [Self.name("experiment"), Self.name("run")],
        "get": Self.reading("showRecord", "A finished run's results.json", schema: "Record", isNamed: true),
      ],
      "/healthz": ["get": Self.reading("isAlive", "The process lives", schema: "Status")],
      "/readyz": ["get": Self.reading("isReady", "Requests can be answered", schema: "Status", mayBeUnready: true)],
      "/metrics": ["get": Self.metrics],
    ]
  }

  private var predict: JSON {
    operation(
      "predict", "The risk of a customer, or of several", body: customers(limits.customers), answer: "Prediction",
      parameters: [Self.parameter("model", oneOf: run.names)])
  }

  private var explain: JSON {
    operation(
      "explain",
      "Why a customer has the risk they have; with what_if, for the first \(ExplainRoutes.whatIfLimit), "
        + "the fewest changes that would lower what the model says", body: customers(ExplainRoutes.customerLimit),
      answer: "Reasons",
      parameters: [Self.parameter("model", oneOf: explained), Self.parameter("what_if", oneOf: ["true", "false"])])
  }

  private func customers(_ limit: Int) -> JSON {
    let list: JSON = ["type": "array", "items": Self.reference("Customer"), "maxItems": .integer(limit)]
    return ["oneOf": [Self.reference("Customer"), list]]
  }

  private func operation(_ id: String, _ summary: String, body: JSON, answer: String, parameters: [JSON]) -> JSON {
    let schema: JSON = [
      "oneOf": [Self.reference(answer), ["type": "array", "items": Self.reference(answer)]]
    ]
    return secured([
      "operationId": .text(id), "summary": .text(summary), "parameters": .list(parameters),
      "requestBody": ["required": true, "content": ["application/json": ["schema": body]]],
      "responses": responses(["200": Self.content("Done", schema: schema)], refusals: [400, 413, 415, 422, 429, 503]),
    ])
  }

  private var startRun: JSON {
    secured([
      "operationId": "startRun", "summary": "Start a run",
      "requestBody": ["required": true, "content": ["application/json": ["schema": Self.reference("RunRequest")]]],
      "responses": responses(
        ["202": Self.content("Under way", schema: Self.reference("Job"))], refusals: [400, 404, 413, 415, 422, 429]),
    ])
  }

  private var cancelRun: JSON {
    secured([
      "operationId": "cancelRun", "summary": "Cancel a run",
      "responses": responses(["202": Self.content("Being ended", schema: Self.reference("Job"))], refusals: [404]),
    ])
  }

  /// What writes or starts work takes the token where the server has one.
  private func secured(_ operation: JSON) -> JSON {
    guard hasToken, case .object(let members) = operation else { return operation }
    return .object(members + [.init("security", [["token": []]])])
  }

  private func responses(_ answers: JSON, refusals: [Int]) -> JSON {
    guard case .object(let members) = answers else { return answers }
    let codes = hasToken ? [401] + refusals : refusals
    return .object(members + codes.map { .init(String($0), Self.problem) })
  }

  private static func parameter(_ name: String, oneOf values: [String]) -> JSON {
    [
      "name": .text(name), "in": "query", "required": false,
      "schema": ["type": "string", "enum": .list(values.map { .text($0) })],
    ]
  }

  private static let problem: JSON = [
    "description": "Why not",
    "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
  ]

  private static let jobID: JSON = name("id")

  private static func name(_ name: String) -> JSON {
    ["name": .text(name), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1]]
  }

  private static func reference(_ schema: String) -> JSON { ["$ref": .text("#/components/schemas/\(schema)")] }

  private static func content(_ description: String, schema: JSON) -> JSON {
    ["description": .text(description), "content": ["application/json": ["schema": schema]]]
  }

  private static func reading(
    _ id: String, _ summary: String, schema: String, isNamed: Bool = false, mayBeUnready: Bool = false
  ) -> JSON {
    var responses: [JSON.Member] = [.init("200", content("Done", schema: reference(schema)))]
    if isNamed { responses += [.init("404", problem), .init("409", problem)] }
    if mayBeUnready { responses.append(.init("503", problem)) }
    responses.append(.init("429", problem))
    return ["operationId": .text(id), "summary": .text(summary), "responses": .object(responses)]
  }

  private static let events: JSON = [
    "operationId": "followRun", "summary": "How a run goes, as server-sent events: progress with a Job, then end",
    "responses": [
      "200": ["description": "Events", "content": ["text/event-stream": ["schema": ["type": "string"]]]],
      "404": problem, "429": problem,
    ],
  ]

  private static let metrics: JSON = [
    "operationId": "readMetrics", "summary": "What the server has done, in Prometheus' text format",
    "responses": [
      "200": ["description": "Metrics", "content": ["text/plain": ["schema": ["type": "string"]]]], "429": problem,
    ],
  ]

  private var schemas: JSON {
    .object([.init("Customer", OpenAPISchemas.customer(facts, limits))] + OpenAPISchemas.fixed)
  }
}
