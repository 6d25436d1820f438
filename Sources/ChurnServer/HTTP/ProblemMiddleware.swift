import ChurnML
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Turns whatever a route throws into problem details; outermost, so that nothing leaves the server unworded.
struct ProblemMiddleware: RouterMiddleware {
  typealias Context = BasicRequestContext

  let log: Logger

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do { return try await next(request, context) } catch {
      let problem = Self.problem(error, request, log)
      return Self.isForPeople(request) ? SitePage.problem(problem, at: .score) : problem.response
    }
  }

  /// A browser that follows a link or sends a form asks for a page.
  private static func isForPeople(_ request: Request) -> Bool {
    !request.uri.path.hasPrefix("/v1/") && request.headers[.accept]?.contains("text/html") == true
  }

  private static func problem(_ error: any Error, _ request: Request, _ log: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as InputError: return Problem(.badRequest, "\(error)")
    case is NIOTooManyBytesError:
      return Problem(.contentTooLarge, "The request is too large; send fewer customers at a time.")
    case let error as any HTTPResponseError where error.status == .notFound:
      return Problem(.notFound, "There is nothing at \(request.uri.path); see /v1/openapi.json for what there is.")
    case let error as any HTTPResponseError: return Problem(error.status, error.status.reasonPhrase + ".")
    case is HTTPParserError, is ChannelError, is IOError:
      // Nobody is left to read this; the client broke off.
      return Problem(.badRequest, "The request ended too early.")
    case is CancellationError:
      return Problem(.serviceUnavailable, "The server is stopping; try again.", headers: [.retryAfter: "5"])
    default:
      log.error("\(request.method) \(request.uri.path): \(error)")
      return Problem(.internalServerError, "The server failed; its log says why.")
    }
  }
}
