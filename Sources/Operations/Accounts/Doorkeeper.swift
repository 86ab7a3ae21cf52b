package import Slipway

/// Finds out who is asking. Knows secrets only by their digests; every miss looks the same from outside.
package struct Doorkeeper: Sendable {
  private let store: any AccountStore
  private let randomness: any Randomness

  package static let sessionLength = Span.hours(12)

  package init(_ store: any AccountStore, randomness: any Randomness) {
    self.store = store
    self.randomness = randomness
  }

  /// The account of a live session or API token.
  ///
  /// - Throws: `Problem` with `.notSignedIn`.
  package func account(bearing secret: String, kind: Ticket.Kind, now: Timestamp) throws -> Key<Account> {
    guard let ticket = try store.ticket(Digest.of(secret)), ticket.kind == kind, ticket.expires > now else {
      throw Doorkeeper.unknown
    }
    return ticket.account
  }

  /// Turns a link into a session. A link works once: whoever removes it is let in.
  package func follow(link secret: String, now: Timestamp) throws -> Secret {
    let digest = Digest.of(secret)
    guard let ticket = try store.ticket(digest), ticket.kind == .link, ticket.expires > now, try store.remove(digest)
    else {
      throw Problem(
        .notSignedIn, "This link has been used or is too old.", remedy: "Ask for a new one, or sign in with a password."
      )
    }
    return try session(for: ticket.account, now: now)
  }

  package func signIn(name: String, password: String, now: Timestamp) throws -> Secret {
    let login = try store.login(named: name)
    // A name nobody has costs as much time as a wrong password.
    let stored = login?.password ?? Doorkeeper.decoy
    guard Password.matches(password, stored), let login, login.password != nil else { throw Doorkeeper.unknown }
    return try session(for: login.account, now: now)
  }

  /// The programme that an account was made in; nil for one that has a part in all.
  package func home(of account: Key<Account>) throws -> Key<Programme>? { try store.login(account)?.programme }

  package func signOut(_ secret: String) throws { _ = try store.remove(Digest.of(secret)) }

  private func session(for account: Key<Account>, now: Timestamp) throws -> Secret {
    let secret = Secret(.session, for: account, lasting: Doorkeeper.sessionLength, now: now, using: randomness)
    try store.save(secret.ticket)
    return secret
  }

  private static let unknown = Problem(
    .notSignedIn, "Nobody is known by this.", remedy: "Sign in, follow a new link, or use a token that is still valid.")

  private static let decoy =
    "scrypt$32768$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}
