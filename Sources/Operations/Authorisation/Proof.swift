package import Slipway

/// That somebody may do one thing in one programme. Only `authorize` makes one, and every use case asks for one.
package struct Proof: Sendable {
  package let actor: Actor
  package let programme: Key<Programme>
  package let action: Action
  /// The account's grant; nil for the local operator and for runs.
  package let grant: AccountGrant?

  fileprivate init(actor: Actor, programme: Key<Programme>, action: Action, grant: AccountGrant?) {
    self.actor = actor
    self.programme = programme
    self.action = action
    self.grant = grant
  }
}

/// - Parameters:
///   - state: of the programme the action would happen in; its grants are the ones that count.
///   - founders: accounts made at set-up, which may do in every programme what a programme manager may.
/// - Throws: `Problem` with `.notSignedIn`, `.mayNotApprove` or `.notAllowed`.
package func authorize(
  _ actor: Actor, _ action: Action, in state: State, at now: Timestamp, founders: Set<Key<Account>>
) throws(Problem) -> Proof {
  func proof(_ grant: AccountGrant?) -> Proof {
    Proof(actor: actor, programme: state.programme, action: action, grant: grant)
  }
  switch actor {
  case .automation, .runner: return proof(nil)
  case .localOperator:
    guard Permissions.localOperatorMay(action) else {
      throw Problem(
        .mayNotApprove, "The local operator may neither approve, vote nor be one of the two names of an override.",
        remedy: "Do it with an account of your own: set SLIPWAY_TOKEN to its token and run the server.")
    }
    return proof(nil)
  case .account(let account):
    let grant =
      state.accounts[account]
      ?? (founders.contains(account) ? AccountGrant(account: account, role: .programmeManager) : nil)
    guard let grant else {
      throw Problem(
        .notAllowed, "The account “\(account)” has no part in this programme.",
        remedy: "Ask its programme manager for one.")
    }
    let audienceOf: (PersonNumber) -> Key<Audience>? = { person in
      guard let status = Status.derive(state, at: now), let index = state.roster.index(of: person) else { return nil }
      return status.placement.audience[index].map { status.programme.audiences[$0].id }
    }
    guard Permissions.allows(grant, action, audienceOf: audienceOf) else {
      throw Problem(
        .notAllowed, "The role \(grant.role.rawValue) of “\(account)” does not allow this.",
        remedy: "Ask somebody whose role allows it, or the programme manager for another role.")
    }
    return proof(grant)
  }
}
