import HTTPTypes
import Hummingbird
import Workbench

/// Why a request cannot be answered, as RFC 9457 has it: `application/problem+json`.
struct Problem: Error, Sendable, Equatable {
  /// A part of the request that is wrong.
  struct Flaw: Sendable, Equatable {
    /// RFC 6901: where it stands in the body, such as `/3/tenure`; empty for all of it.
    let pointer: String
    /// The column or parameter.
    let field: String?
    let detail: String
  }

  let status: HTTPResponse.Status
  /// One sentence: what is wrong and the way out.
  let detail: String
  var flaws: [Flaw] = []
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ detail: String, flaws: [Flaw] = [], headers: HTTPFields = [:]) {
    self.status = status
    self.detail = detail
    self.flaws = flaws
    self.headers = headers
  }

  /// Words with the end that a sentence has.
  static func sentence(_ words: String) -> String {
    words.last.map { "?!.".contains($0) } ?? false ? words : words + "."
  }

  /// A parameter of the query or of a form that cannot be.
  static func parameter(_ name: String, _ detail: String) -> Problem {
    Problem(.badRequest, "\(name): \(detail)", flaws: [Flaw(pointer: "", field: name, detail: detail)])
  }

  var json: JSON {
    var members: [JSON.Member] = [
      .init("type", "about:blank"), .init("title", .text(status.reasonPhrase)), .init("status", .integer(status.code)),
      .init("detail", .text(detail)),
    ]
    if !flaws.isEmpty {
      members.append(.init("errors", .list(flaws.map(\.json))))
    }
    return .object(members)
  }

  var response: Response {
    var response = Response(status: status, json: json, type: "application/problem+json")
    for field in headers { response.headers[field.name] = field.value }
    return response
  }
}

extension Problem.Flaw {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("pointer", .text(pointer))]
    if let field { members.append(.init("field", .text(field))) }
    members.append(.init("detail", .text(detail)))
    return .object(members)
  }
}
