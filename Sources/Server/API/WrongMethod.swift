import HTTPTypes
import Hummingbird

/// Says 405, and what is allowed, where an address is known and its method is not.
struct WrongMethod: RouterMiddleware {
  typealias Context = AppContext

  private struct Known: Sendable {
    var parts: [String]
    var method: HTTPRequest.Method
  }

  private let routes: [Known]

  /// Knows the routes added so far.
  init(_ router: Router<AppContext>) {
    routes = router.routes.map { Known(parts: Self.parts($0.path.description), method: $0.method) }
  }

  func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      let path = Self.parts(request.uri.path)
      let allowed = routes.filter { Self.fits(path, $0.parts) }.map(\.method)
      guard !allowed.isEmpty, !allowed.contains(request.method) else { throw error }
      let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
      throw HTTPError(
        .methodNotAllowed, headers: [.allow: names], message: "Here goes \(names), not \(request.method.rawValue).")
    }
  }

  private static func parts(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

  private static func fits(_ path: [String], _ pattern: [String]) -> Bool {
    path.count == pattern.count && zip(path, pattern).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
  }
}
