package import Hummingbird

/// All that listens on the public address: the interface for programs, the doors, the pages.
package enum Site {
  package static func router(_ services: Services) throws -> Router<AppContext> {
    let pages = try PageRoutes(services)
    let router = Router(context: AppContext.self)
    router.add(middleware: ProblemMiddleware { problem, status in pages.problem(problem, status: status) })
    router.add(middleware: IdentityMiddleware(services))
    router.get("healthz") { _, _ in "ok\n" }
    RestAPI.add(to: router, services)
    OpenDoors.add(to: router, services)
    pages.add(to: router)
    return router
  }
}
