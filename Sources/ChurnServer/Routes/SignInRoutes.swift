import HTTPTypes
import Hummingbird
import Reporting

/// How a browser gets to send the server's token: typed once, kept in a cookie that no script reads and no other site sends.
struct SignInRoutes {
  let access: Access
  let limits: Limits

  func add(to routes: inout Routes) {
    routes.get("/sign-in") { _, _ in page(flaw: nil).response() }
    routes.post("/sign-in", signIn)
  }

  @Sendable private func signIn(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let values = try await FormValues(request, limits: limits)
    try access.checkForm(values["key"])
    guard let token = values["token"], access.isToken(token) else {
      return page(flaw: "This is not the server's token.").response(.unauthorized)
    }
    return Response(
      status: .seeOther,
      headers: [
        .location: "/",
        .setCookie: "\(Access.cookie)=\(FormValues.encoded(token)); HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000",
      ])
  }

  private func page(flaw: String?) -> SitePage {
    SitePage(
      title: "Sign in", lead: "With the token that the server was started with", place: .score,
      content: [
        HTML(
          "form", ["class": "sheet", "method": "post", "action": "/sign-in"],
          flaw.map { HTML("p", ["class": "note warn", "role": "alert"], HTML(text: $0)) } ?? "",
          HTML("input", ["type": "hidden", "name": "key", "value": access.formKey]),
          HTML("label", ["for": "token"], "Token"),
          HTML(
            "input",
            ["type": "password", "id": "token", "name": "token", "required": "", "autocomplete": "current-password"]),
          HTML("div", ["class": "buttons"], HTML("button", ["class": "main", "type": "submit"], "Sign in")))
      ])
  }
}
