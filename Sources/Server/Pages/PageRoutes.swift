import Hummingbird
import Operations

/// Every page, by the address people see.
struct PageRoutes {
  init(_ services: Services) throws {}

  func add(to router: Router<AppContext>) {}

  /// What went wrong, for people.
  func problem(_ problem: Problem, status: Int) -> Response { ProblemMiddleware.document(problem, status) }
}
