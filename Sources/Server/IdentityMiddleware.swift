import HTTPTypes
package import Hummingbird
import Operations

/// Finds out who asks, from a bearer token, an API key or a session cookie; refuses forged changes from other sites.
package struct IdentityMiddleware: RouterMiddleware {
  package typealias Context = AppContext
  private let services: Services

  package static let cookie = "slipway_session"

  package init(_ services: Services) { self.services = services }

  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    // A proxy passes on what its own visitors sent: tokens and cookies there are meant for the application behind it.
    if request.uri.path.hasPrefix("/admission/") { return try await next(request, context) }
    var context = context
    context.visitor = try visitor(request)
    if context.visitor?.byCookie ?? false, IdentityMiddleware.changes(request.method), !isOwn(request) {
      throw Problem(
        .notAllowed, "This change was sent from another site.", remedy: "Open the page itself and try again.")
    }
    return try await next(request, context)
  }

  private func visitor(_ request: Request) throws -> Visitor? {
    if let token = IdentityMiddleware.token(request) {
      return Visitor(
        account: try services.doorkeeper.account(bearing: token, kind: .token, now: services.wall), byCookie: false)
    }
    guard let session = request.cookies[Self.cookie]?.value,
      let account = try? services.doorkeeper.account(bearing: session, kind: .session, now: services.wall)
    else { return nil }
    return Visitor(account: account, byCookie: true)
  }

  private static func token(_ request: Request) -> String? {
    if let key = request.headers[.init("X-API-Key") ?? .authorization], !key.hasPrefix("Bearer ") { return key }
    guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
    return String(header.dropFirst(7))
  }

  private static func changes(_ method: HTTPRequest.Method) -> Bool { method != .get && method != .head }

  /// Browsers say where a form came from: `Sec-Fetch-Site`, and `Origin` on every change.
  private func isOwn(_ request: Request) -> Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
      return site == "same-origin" || site == "none"
    }
    guard let origin = request.headers[.origin] else { return false }
    return origin.split(separator: "/").last.map(String.init) == request.head.authority
  }
}
