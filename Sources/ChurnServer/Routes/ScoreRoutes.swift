import HTTPTypes
import Hummingbird
import Reporting
import Workbench

/// The pages that score a customer.
struct ScoreRoutes {
  private let forms: FormScorer
  private let examples: ExampleCustomers
  private let access: Access
  private let limits: Limits

  init(_ scorer: Scorer, access: Access, limits: Limits) {
    forms = FormScorer(scorer)
    examples = ExampleCustomers(forms.form, scorer.run.main)
    self.access = access
    self.limits = limits
  }

  func add(to routes: inout Routes) {
    routes.get("/", start)
    // Where a form that was sent leaves the browser, and so what a link copied from there names.
    routes.get("/score", start)
    routes.post("/score") { request, _ in
      try await scored(try await answers(request), isPage: true)
    }
    routes.post("/score/result") { request, _ in
      try await scored(try await answers(request), isPage: false)
    }
  }

  /// The form: usual values, an example, or what a link says.
  @Sendable private func start(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let values = try FormValues(encoded: request.uri.query ?? "")
    let now = Self.customer(values, "now")
    let example = values["example"].flatMap(ExampleCustomers.Example.init(rawValue:))
    let first = example.map { examples[$0] } ?? forms.form.usual.merging(now) { $1 }
    let then = Self.customer(values, "then")
    let versions = then.isEmpty ? [first] : [first, first.merging(then) { $1 }]
    return page(versions, scored: [], flaw: nil, isAsking: true).page.response()
  }

  private func answers(_ request: Request) async throws -> [[String: String]] {
    let values = try await FormValues(request, limits: limits)
    try access.checkForm(values["key"])
    let now = forms.form.usual.merging(Self.customer(values, "now")) { $1 }
    let then = Self.customer(values, "then")
    switch values["compare"] {
    case "yes": return [now, now]
    case "no": return [now]
    default: return then.isEmpty ? [now] : [now, then]
    }
  }

  private func scored(_ versions: [[String: String]], isPage: Bool) async throws -> Response {
    var scored: [ScoredVersion] = []
    var flaw: Problem?
    do throws(Problem) { scored = try await forms.score(versions) } catch {
      guard error.status == .unprocessableContent else { throw error }
      flaw = error
    }
    let page = page(versions, scored: scored, flaw: flaw, isAsking: false)
    let status = flaw?.status ?? .ok
    return isPage
      ? page.page.response(status)
      : Response(status: status, text: page.inside.markup, type: "text/html; charset=utf-8")
  }

  private func page(
    _ versions: [[String: String]], scored: [ScoredVersion], flaw: Problem?, isAsking: Bool
  ) -> ScorePage {
    let run = forms.scorer.run
    return ScorePage(
      form: forms.form, scored: scored, versions: versions, flaw: flaw, model: run.main,
      experiment: run.record.experiment.name, key: access.formKey, isAsking: isAsking)
  }

  /// The answers of one version of the customer, by column.
  private static func customer(_ values: FormValues, _ version: String) -> [String: String] {
    let prefix = version + "."
    var customer: [String: String] = [:]
    for (name, value) in values.members where name.hasPrefix(prefix) {
      customer[String(name.dropFirst(prefix.count))] = value
    }
    return customer
  }
}
