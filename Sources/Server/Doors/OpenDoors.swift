import Hummingbird

/// The doors through which other systems ask who is let in, and hear when that changes.
enum OpenDoors {
  static func add(to router: Router<AppContext>, _ services: Services) {
    let scopes = AdmissionScope(services.writer)
    OFREPDoor(services: services, scopes: scopes).add(to: router)
    ForwardAuth(services: services, scopes: scopes).add(to: router)
    LiveEvents(services: services).add(to: router)
    Metrics(services: services).add(to: router)
    XAPIDoor(services: services).add(to: router)
    router.add(middleware: WrongMethod(router))
  }
}

extension Settings {
  /// Where the server is reached, without a slash at the end.
  var base: String {
    let address = publicAddress ?? "http://\(host):\(port)"
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }
}
