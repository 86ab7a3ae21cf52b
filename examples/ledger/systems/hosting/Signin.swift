import HTTPTypes
package import Hummingbird

extension Request {
  /// Who the reverse proxy in front says is signed in: its `X-Remote-User` header, at most 100 characters of it.
  /// The system trusts the proxy, so it listens on loopback unless told otherwise.
  package var remoteUser: String? {
    guard let name = HTTPField.Name("X-Remote-User"), let user = headers[name], !user.isEmpty else { return nil }
    return String(user.prefix(100))
  }

  /// Whether the request was written by a program on this machine, rather than passed on by a proxy or sent by a page.
  package func isFromThisMachine(_ context: SampleContext) -> Bool {
    let passedOn = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Origin"].contains { name in
      HTTPField.Name(name).map { headers.contains($0) } ?? true
    }
    return context.isLoopback && !passedOn
  }
}
