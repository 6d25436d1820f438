import ChurnML
import HTTPTypes
import Hummingbird
import Reporting

/// What all pages share. A path carries the content's digest, so browsers may keep it for ever.
struct Assets {
  let path: String
  private let text: String
  private let type: String

  static let style = Assets("churnlab", "css", "text/css; charset=utf-8", Stylesheet.application)
  static let theme = Assets("theme", "js", "text/javascript; charset=utf-8", PageScript.theme)
  static let script = Assets(
    "churnlab", "js", "text/javascript; charset=utf-8", [PageScript.text, LiveScript.text].joined(separator: "\n"))

  private init(_ name: String, _ suffix: String, _ type: String, _ text: String) {
    path = "/assets/\(name).\(SHA256.hex(of: text).prefix(16)).\(suffix)"
    self.text = text
    self.type = type
  }

  static func add(to routes: inout Routes) {
    for asset in [style, theme, script] {
      routes.get(asset.path) { _, _ in
        var response = Response(text: asset.text, type: asset.type)
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return response
      }
    }
  }
}
