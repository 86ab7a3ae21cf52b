import Hummingbird

/// The interface for programs under `/api/v1`.
enum RestAPI {
  static func add(to router: Router<AppContext>, _ services: Services) {}
}
