package import Slipway

/// Logins, tokens and sessions: secrets only as digests. Times are machine time.
package protocol AccountStore: Sendable {
  func save(_ login: Login) throws(StoreError)
  func login(_ account: Key<Account>) throws(StoreError) -> Login?
  func login(named name: String) throws(StoreError) -> Login?
  func logins() throws(StoreError) -> [Login]
  func save(_ ticket: Ticket) throws(StoreError)
  /// The ticket with this secret's digest, expired or not.
  func ticket(_ digest: Digest) throws(StoreError) -> Ticket?
  func tickets(of account: Key<Account>) throws(StoreError) -> [Ticket]
  /// Forgets the ticket. True when it was there: a one-time link is used by the one who removes it.
  func remove(_ digest: Digest) throws(StoreError) -> Bool
  func removeTickets(of account: Key<Account>) throws(StoreError)
}

/// The erasable side of an account.
package struct Login: Sendable, Equatable, Codable {
  package var account: Key<Account>
  package var programme: Key<Programme>?
  package var name: String
  /// Derived key with its salt and parameters, as text; nil when only links and tokens let this account in.
  package var password: String?

  package init(account: Key<Account>, programme: Key<Programme>?, name: String, password: String? = nil) {
    self.account = account
    self.programme = programme
    self.name = name
    self.password = password
  }
}

/// Something that proves who you are for a while: a session, an API token, a link that works once.
package struct Ticket: Sendable, Equatable, Codable {
  package var digest: Digest
  package var id: String
  package var account: Key<Account>
  package var kind: Kind
  package var expires: Timestamp

  package enum Kind: String, Sendable, Codable, CaseIterable { case session, token, link }

  package init(digest: Digest, id: String, account: Key<Account>, kind: Kind, expires: Timestamp) {
    self.digest = digest
    self.id = id
    self.account = account
    self.kind = kind
    self.expires = expires
  }
}
