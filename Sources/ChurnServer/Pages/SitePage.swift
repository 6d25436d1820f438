import Hummingbird
import Reporting
import Workbench

/// The frame of every page: the report's look, the way to the other pages, nothing loaded from elsewhere.
struct SitePage {
  enum Place: String, CaseIterable {
    case score = "Score a customer"
    case files = "Score a file"
    case runs = "Workbench"

    var path: String {
      switch self {
      case .score: "/"
      case .files: "/files"
      case .runs: "/runs"
      }
    }
  }

  let title: String
  /// Below the title.
  var lead: HTML = ""
  let place: Place
  let content: [HTML]
  /// Seconds after which the page loads itself again, for those without JavaScript.
  var refresh: Int?

  func response(_ status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, text: text, type: "text/html; charset=utf-8")
  }

  private var text: String { "<!DOCTYPE html>\n" + HTML("html", ["lang": "en"], head, body).markup + "\n" }

  private var head: HTML {
    HTML(
      "head", [:], HTML("meta", ["charset": "utf-8"]),
      HTML("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      HTML("title", [:], "\(title) – ChurnLab"),
      HTML("link", ["rel": "icon", "href": "data:,"]),
      HTML("link", ["rel": "stylesheet", "href": Assets.style.path]),
      HTML("script", ["src": Assets.theme.path]), HTML("script", ["src": Assets.script.path, "defer": ""]),
      refresh.map { HTML("noscript", [:], HTML("meta", ["http-equiv": "refresh", "content": "\($0)"])) } ?? "")
  }

  private var body: HTML {
    HTML(
      "body", [:], HTML("a", ["class": "skip", "href": "#content"], "Skip to the content"), header,
      HTML("div", ["class": "body"], navigation, HTML("main", ["id": "content"], content)))
  }

  private var header: HTML {
    HTML(
      "header", [:],
      HTML(
        "div", [:],
        HTML(
          "div", [:], HTML("p", ["class": "kicker"], "ChurnLab"), HTML("h1", [:], HTML(text: title)),
          lead.isEmpty ? "" : HTML("p", ["class": "under"], lead)),
        HTML("button", ["class": "theme", "type": "button", "hidden": ""], "Dark theme")))
  }

  private var navigation: HTML {
    let links = Place.allCases.map { other in
      HTML(
        "li", [:],
        HTML("a", ["href": other.path, "aria-current": other == place ? "page" : nil], HTML(text: other.rawValue)))
    }
    return HTML("nav", ["aria-label": "Pages"], HTML("ol", [:], links))
  }
}

extension SitePage {
  /// What went wrong, for people.
  static func problem(_ problem: Problem, at place: Place) -> Response {
    let isStranger = problem.status == .unauthorized
    let content = HTML(
      "section", [:], HTML("p", ["class": "note warn", "role": "alert"], HTML(text: problem.detail)),
      isStranger ? HTML("p", [:], HTML("a", ["href": "/sign-in"], "Sign in")) : "")
    var response = SitePage(title: problem.status.reasonPhrase, place: place, content: [content]).response(
      problem.status)
    for field in problem.headers { response.headers[field.name] = field.value }
    return response
  }
}
