import Operations
import Slipway

/// Who the signed-in visitor is in the programme: what the navigation and the start page go by.
///
/// It decides only what is offered. What is allowed is decided by the proof that every use case asks for.
struct VisitorCard: Codable, Sendable {
  var account: String
  var role: AccountRole
  var person: Int?
  var audiences: [String]
  var programme: String
  var at: String
  var sequence: Int
  var revision: Int

  var seesProgramme: Bool {
    switch role {
    case .programmeManager, .rolloutManager, .departmentHead, .executive: true
    case .participant, .integration: false
    }
  }

  var seesJournal: Bool { seesProgramme && role != .departmentHead }
  var seesNames: Bool { role == .programmeManager || role == .rolloutManager }
  var movesWaves: Bool { seesNames }
  var agreesOnPlans: Bool { role == .programmeManager }

  /// The page that answers this visitor's question.
  var start: String {
    switch role {
    case .programmeManager, .rolloutManager: return "/today"
    case .departmentHead: return audiences.first.map { "/audiences/\($0)" } ?? "/readiness"
    case .executive: return "/readiness"
    case .participant, .integration: return person.map { "/people/\($0)" } ?? "/sign-in"
    }
  }
}

/// Finds the card of whoever asks.
struct LookUpVisitor: UseCase {
  static let name = "visitor"

  var action: Action { .takePart }

  func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<VisitorCard> {
    let status = try turn.status()
    guard let grant = turn.proof.grant else {
      throw Problem(.notSignedIn, "Pages are for people with an account.", remedy: "Sign in first.")
    }
    let card = VisitorCard(
      account: grant.account.text, role: grant.role, person: grant.person?.value,
      audiences: grant.audiences.map(\.text), programme: status.programme.name, at: turn.now.description,
      sequence: turn.state.sequence, revision: status.revision)
    return Outcome { _ in card }
  }
}
