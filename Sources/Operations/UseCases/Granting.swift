package import Slipway

/// Gives somebody an account, or another role, and a secret to come in with, shown once.
package struct GrantAccount: UseCase {
  package static let name = "grant"
  package var account: String
  package var role: AccountRole
  package var audiences: [String]
  /// The person of the directory it belongs to.
  package var person: String?
  package var systems: [String]
  package var displayName: String?
  package var kind: Ticket.Kind
  package var lasting: Span

  package init(
    account: String, role: AccountRole, audiences: [String] = [], person: String? = nil, systems: [String] = [],
    displayName: String? = nil, kind: Ticket.Kind = .link, lasting: Span = .days(14)
  ) {
    self.account = account
    self.role = role
    self.audiences = audiences
    self.person = person
    self.systems = systems
    self.displayName = displayName
    self.kind = kind
    self.lasting = lasting
  }

  package var action: Action { .grantAccounts }
  package var keepsReply: Bool { false }

  package struct Reply: Codable, Sendable {
    package var account: String
    package var role: AccountRole
    /// A link's or token's secret. It is not kept and cannot be shown again.
    package var secret: String
    package var expires: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard KeySpelling.isValid(account) else {
      throw Problem(
        .malformedRequest, "“\(account.prefix(60))” cannot name an account.",
        remedy: "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
    }
    guard kind != .session else {
      throw Problem(.malformedRequest, "A session begins by signing in.", remedy: "Ask for a link or a token.")
    }
    guard lasting.seconds > 0, lasting <= .days(400) else {
      throw Problem(
        .malformedRequest, "A secret lasts from a second to 400 days.", remedy: "Grant it again when it has run out.")
    }
    let indices = try audiences.map { try Audiences.index($0, turn) }
    let status = try turn.status()
    for system in systems where !status.programme.systems.contains(where: { $0.id.text == system }) {
      throw Problem(.unknownSubject, "There is no system “\(system)”.", remedy: "See the programme document.")
    }
    if role == .departmentHead, indices.isEmpty {
      throw Problem(.malformedRequest, "A department head answers for an audience.", remedy: "Name it with --audience.")
    }
    let number = try person.map { try turn.person($0) }
    if role == .participant, number == nil {
      throw Problem(
        .malformedRequest, "A participant is a person of the directory.", remedy: "Name them with --person.")
    }
    let id: Key<Account> = Key(account)
    let grant = AccountGrant(
      account: id, role: role, audiences: indices.map { status.programme.audiences[$0].id }, person: number,
      systems: systems.map { Key($0) })
    let secret = Secret(kind, for: id, lasting: lasting, now: turn.wall, using: turn.randomness)
    var login = try turn.store.login(id) ?? Login(account: id, programme: turn.state.programme, name: account)
    // Who manages one programme must not be handed the key to an account of another, or to the founder's.
    guard login.programme == turn.state.programme || mayGrantAnywhere(turn) else {
      throw Problem(
        .notAllowed, "The account “\(account)” belongs to another programme.", remedy: "Choose another name.")
    }
    login.name = displayName ?? login.name
    let role = role
    return Outcome(
      // A new secret for an account is in the journal even where its role stays as it was.
      [.accountGranted(grant)],
      effects: [.save(login), .issue(secret.ticket)]
    ) { _ in
      Reply(
        account: id.text, role: role, secret: secret.text, expires: secret.ticket.expires.description)
    }
  }
}

extension GrantAccount {
  private func mayGrantAnywhere(_ turn: Turn) -> Bool {
    switch turn.proof.actor {
    case .localOperator: true
    case .account(let account): (try? turn.store.login(account))?.map { $0.programme == nil } ?? false
    case .automation, .runner: false
    }
  }
}

/// Ends an account: its sessions, tokens and links die at once.
package struct RevokeAccount: UseCase {
  package static let name = "revoke"
  package var account: String

  package init(account: String) { self.account = account }

  package var action: Action { .grantAccounts }

  package struct Reply: Codable, Sendable {
    package var account: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let id: Key<Account> = Key(account)
    guard turn.state.accounts[id] != nil else {
      throw Problem(.unknownSubject, "There is no account “\(account)”.", remedy: "List them: slipway account list")
    }
    return Outcome([.accountRevoked(id)], effects: [.removeTickets(id)]) { _ in Reply(account: id.text) }
  }
}

/// Who has an account, in which role, and which secrets are alive.
package struct ListAccounts: UseCase {
  package static let name = "accounts"

  package init() {}

  package var action: Action { .grantAccounts }

  package struct Reply: Codable, Sendable {
    package var accounts: [Line]

    package struct Line: Codable, Sendable {
      package var account: String
      package var role: String
      package var audiences: [String]
      package var person: Int?
      package var secrets: [String]
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let lines = try turn.state.accounts.values.sorted { $0.account < $1.account }.map { grant in
      let alive = try turn.store.tickets(of: grant.account).filter { $0.expires > turn.wall }
      return Reply.Line(
        account: grant.account.text, role: grant.role.rawValue, audiences: grant.audiences.map(\.text),
        person: grant.person?.value, secrets: alive.map { "\($0.kind.rawValue) \($0.id), until \($0.expires)" })
    }
    return Outcome { _ in Reply(accounts: lines) }
  }
}

/// Sets the password of the account that asks.
package struct ChoosePassword: UseCase {
  package static let name = "password"
  package var password: String

  package init(password: String) { self.password = password }

  package var action: Action { .takePart }
  package var keepsReply: Bool { false }

  package struct Reply: Codable, Sendable {
    package var name: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard case .account(let account) = turn.proof.actor, var login = try turn.store.login(account) else {
      throw Problem(.notSignedIn, "Only an account has a password.", remedy: "Sign in first.")
    }
    guard password.utf8.count >= 12, password.utf8.count <= 200 else {
      throw Problem(.malformedRequest, "A password has 12 to 200 characters.", remedy: "Choose a longer one.")
    }
    login.password = try Password.derive(password, salt: turn.randomness.bytes(16))
    return Outcome(effects: [.save(login)]) { [login] _ in Reply(name: login.name) }
  }
}
