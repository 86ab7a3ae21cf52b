package import Slipway

/// What somebody wants to do, with what it touches. A closed list.
package enum Action: Sendable, Equatable {
  /// Figures of the whole programme, without names.
  case seeProgramme
  /// Names of the people of an audience; of everyone, when nil.
  case seePeople(Key<Audience>?)
  case seePerson(PersonNumber)
  case seeJournal
  case revise
  case importLists
  case runWork
  case attest
  case claim(Key<Audience>)
  case approve
  case vote
  case override
  case except
  case moveWaves
  case takeLesson(PersonNumber)
  case reportUsage
  /// Say of people that they completed a lesson elsewhere.
  case reportTraining
  case evaluate
  /// Hear that something changed, and look after one's own account.
  case takePart
  case grantAccounts
  case erase
  case confirmTime
}

/// Who may do what, role by role. Deny by default: what is not written here is not allowed.
package enum Permissions {
  package static func allows(_ grant: AccountGrant, _ action: Action, audienceOf: (PersonNumber) -> Key<Audience>?)
    -> Bool
  {
    switch grant.role {
    case .programmeManager: return !isPersonal(action, grant)
    case .rolloutManager: return rolloutManager(action, grant)
    case .departmentHead: return departmentHead(action, grant, audienceOf)
    case .executive: return executive(action, grant)
    case .participant: return own(action, grant)
    case .integration: return integration(action)
    }
  }

  /// The lesson of somebody else: nobody may take that for them.
  private static func isPersonal(_ action: Action, _ grant: AccountGrant) -> Bool {
    if case .takeLesson(let person) = action { return grant.person != person }
    return false
  }

  private static func rolloutManager(_ action: Action, _ grant: AccountGrant) -> Bool {
    switch action {
    case .seeProgramme, .seePeople, .seePerson, .seeJournal, .importLists, .runWork, .attest, .claim, .approve, .vote,
      .override, .except, .moveWaves, .reportUsage, .reportTraining, .evaluate, .takePart:
      return true
    case .takeLesson(let person): return grant.person == person
    case .revise, .grantAccounts, .erase, .confirmTime: return false
    }
  }

  private static func departmentHead(
    _ action: Action, _ grant: AccountGrant, _ audienceOf: (PersonNumber) -> Key<Audience>?
  ) -> Bool {
    switch action {
    case .seeProgramme, .attest, .approve, .vote, .takePart: return true
    case .seePeople(let audience): return audience.map(grant.audiences.contains) ?? false
    case .claim(let audience): return grant.audiences.contains(audience)
    case .seePerson(let person):
      return grant.person == person || audienceOf(person).map(grant.audiences.contains) ?? false
    case .takeLesson(let person): return grant.person == person
    case .seeJournal, .revise, .importLists, .runWork, .override, .except, .moveWaves, .reportUsage, .reportTraining,
      .evaluate, .grantAccounts, .erase, .confirmTime:
      return false
    }
  }

  private static func executive(_ action: Action, _ grant: AccountGrant) -> Bool {
    switch action {
    case .seeProgramme, .seeJournal, .approve, .vote, .override, .takePart: return true
    case .seePerson, .takeLesson: return own(action, grant)
    case .seePeople, .revise, .importLists, .runWork, .attest, .claim, .except, .moveWaves, .reportUsage,
      .reportTraining, .evaluate, .grantAccounts, .erase, .confirmTime:
      return false
    }
  }

  private static func own(_ action: Action, _ grant: AccountGrant) -> Bool {
    switch action {
    case .takePart: return true
    case .seePerson(let person), .takeLesson(let person): return grant.person == person
    case .seeProgramme, .seePeople, .seeJournal, .revise, .importLists, .runWork, .attest, .claim, .approve, .vote,
      .override, .except, .moveWaves, .reportUsage, .reportTraining, .evaluate, .grantAccounts, .erase, .confirmTime:
      return false
    }
  }

  private static func integration(_ action: Action) -> Bool {
    switch action {
    case .evaluate, .reportUsage, .reportTraining: return true
    case .seeProgramme, .seePeople, .seePerson, .seeJournal, .revise, .importLists, .runWork, .attest, .claim,
      .approve, .vote, .override, .except, .moveWaves, .takeLesson, .grantAccounts, .erase, .confirmTime, .takePart:
      return false
    }
  }

  /// Somebody at the machine without an account may neither approve nor be one of two names.
  package static func localOperatorMay(_ action: Action) -> Bool {
    switch action {
    case .approve, .vote, .override, .takeLesson: false
    case .seeProgramme, .seePeople, .seePerson, .seeJournal, .revise, .importLists, .runWork, .attest, .claim, .except,
      .moveWaves, .reportUsage, .reportTraining, .evaluate, .grantAccounts, .erase, .confirmTime, .takePart:
      true
    }
  }
}
