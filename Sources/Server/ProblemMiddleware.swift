import Foundation
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
package import Operations

/// The one place where what went wrong becomes an HTTP answer: RFC 9457 for programs, a page for people.
package struct ProblemMiddleware: RouterMiddleware {
  package typealias Context = AppContext
  private let page: @Sendable (Problem, Int) -> Response

  package init(page: @escaping @Sendable (Problem, Int) -> Response) { self.page = page }

  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let problem as Problem {
      return answer(problem, to: request)
    } catch let error as HTTPError {
      var response = answer(Self.problem(error, path: request.uri.path), to: request, status: Int(error.status.code))
      if let allow = error.headers[.allow] { response.headers[.allow] = allow }
      return response
    } catch let error as StoreError {
      context.logger.error("store failed", metadata: ["error": "\(error)"])
      return answer(
        Problem(.storeUnavailable, "The journal cannot be reached now.", remedy: "Try again; nothing was changed."),
        to: request)
    } catch let error as DecodingError {
      return answer(
        Problem(.malformedRequest, Self.words(error), remedy: "See /openapi.json for the form."), to: request)
    }
  }

  private func answer(_ problem: Problem, to request: Request, status: Int? = nil) -> Response {
    let status = status ?? Self.status(problem.code)
    let path = request.uri.path
    let isProgram =
      path.hasPrefix("/api/") || path.hasPrefix("/ofrep/") || path.hasPrefix("/admission/") || path == "/events"
      || path == "/metrics" || path.hasPrefix("/xapi/")
      || request.headers[.accept]?.contains("json") ?? false
    return isProgram ? Self.document(problem, status) : page(problem, status)
  }

  package static func status(_ code: Problem.Code) -> Int {
    if code == .tooLarge { return 413 }
    return status(code.kind)
  }

  package static func status(_ kind: Problem.Code.Kind) -> Int {
    switch kind {
    case .usage: 400
    case .badData: 422
    case .notFound: 404
    case .notSignedIn: 401
    case .notAllowed: 403
    case .conflict: 409
    case .refused: 409
    case .unavailable: 503
    }
  }

  private struct Document: Encodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var remedy: String
    var findings: [Problem.Finding]
  }

  package static func document(_ problem: Problem, _ status: Int) -> Response {
    let title = problem.code.rawValue.replacing("-", with: " ")
    let document = Document(
      type: "urn:slipway:problem:\(problem.code.rawValue)", title: title, status: status, detail: problem.detail,
      remedy: problem.remedy, findings: problem.findings)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = (try? encoder.encode(document)) ?? Data()
    return Response(
      status: .init(code: status), headers: [.contentType: "application/problem+json"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  private static func problem(_ error: HTTPError, path: String) -> Problem {
    switch error.status {
    case .notFound: Problem(.unknownSubject, "There is nothing at \(path.prefix(200)).", remedy: "Check the address.")
    case .contentTooLarge: Problem(.tooLarge, "The body is too large.", remedy: "Send it in parts.")
    default: Problem(.malformedRequest, error.body ?? "The request cannot be read.", remedy: "See /openapi.json.")
    }
  }

  private static func words(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      return path.isEmpty ? "the body" : "“\(path)”"
    }
    switch error {
    case .keyNotFound(let key, let context): return "“\(key.stringValue)” is missing in \(path(context))."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(path(context)) has the wrong kind of value."
    case .dataCorrupted(let context):
      // The decoder tells of types; the body's sender knows only the words of the description.
      let isText = context.codingPath.isEmpty
      return isText ? "The body is not JSON." : "\(path(context)) is none of the words that may stand there."
    @unknown default: return "The body cannot be read."
    }
  }
}
