package import Hummingbird

/// All that listens on the public address: the interface for programs, the doors, the pages.
package enum Site {
  package static func router(_ services: Services) -> Router<AppContext> {
    let router = Router(context: AppContext.self)
    router.add(middleware: ProblemMiddleware { problem, status in ProblemMiddleware.document(problem, status) })
    router.add(middleware: IdentityMiddleware(services))
    router.get("healthz") { _, _ in "ok\n" }
    return router
  }
}
