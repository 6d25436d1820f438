import HTTPTypes
import Hummingbird

/// A request that brings JSON.
enum JSONRequest {
  /// Checks what the request says of its body, and gives the parameters of its query.
  /// - Parameter names: those that the query may have, once each: one that is misspelt would else count for nothing.
  @discardableResult
  static func query(_ request: Request, _ names: [String]) throws(Problem) -> [String: String] {
    try checkType(request.headers[.contentType])
    if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
      throw Problem(
        .unsupportedMediaType, "\(coding.prefix(60)) is not taken here; send the body as it is.",
        headers: [.acceptEncoding: "identity"])
    }
    guard request.uri.query != nil else { return [:] }
    var values: [String: String] = [:]
    for (name, value) in request.uri.queryParameters {
      guard names.contains(String(name)) else {
        throw Problem.parameter(
          String(name.prefix(40)),
          "there is no such parameter" + (names.isEmpty ? "" : "; there is \(names.joined(separator: ", "))"))
      }
      guard values.updateValue(String(value), forKey: String(name)) == nil else {
        throw Problem.parameter(String(name), "give it once")
      }
    }
    return values
  }

  /// curl calls any body a form unless told otherwise; so that alone refuses nothing. Pages of other sites are kept out by
  /// `Access`, whatever they call their bodies.
  private static func checkType(_ type: String?) throws(Problem) {
    guard let type else { return }
    let name = type.prefix { $0 != ";" && $0 != " " }.lowercased()
    let isTaken =
      name == "application/json" || name == "application/x-www-form-urlencoded"
      || name.hasPrefix("application/") && name.hasSuffix("+json")
    guard isTaken else {
      throw Problem(
        .unsupportedMediaType, "\(type.prefix(60)) is not taken here; send application/json.",
        headers: [.accept: "application/json"])
    }
  }
}
