import Hummingbird

/// The doors through which other systems ask who is let in.
enum OpenDoors {
  static func add(to router: Router<AppContext>, _ services: Services) {}
}
