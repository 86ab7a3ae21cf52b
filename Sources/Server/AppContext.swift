package import Hummingbird
import Logging
import NIOCore
package import Operations
package import Slipway

/// What one request carries through the middleware: who asks, and from where.
package struct AppContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  package var visitor: Visitor?
  /// The address of whoever connected: a person's machine or a proxy.
  package let peer: String?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }

  /// - Throws: `Problem` with `.notSignedIn` when nobody is signed in.
  package func actor() throws(Problem) -> Actor {
    guard let visitor else {
      throw Problem(.notSignedIn, "This needs somebody to be signed in.", remedy: "Sign in, or send a token.")
    }
    return .account(visitor.account)
  }
}

/// Somebody who has shown who they are.
package struct Visitor: Sendable {
  package var account: Key<Account>
  /// By cookie: then changing requests must come from our own pages.
  package var byCookie: Bool
}
