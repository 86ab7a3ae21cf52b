import Hummingbird
import Operations
import Slipway

/// People, accounts and the journal.
extension RestAPI {
  func addPeople() {
    on(.post, "people") {
      ImportPeople(file: try await $0.csv(), settingAside: try $0.flag("set-aside"), trial: try $0.flag("trial"))
    }
    on(.post, "conditions") { ImportConditions(file: try await $0.csv()) }
    on(.get, "people/{person}") { Self.why(try $0.part("person")) }
    on(.delete, "people/{person}") { ErasePerson(person: try $0.part("person")) }
  }

  /// `#17` is a stable number, and then the question is about that person alone; anything else is a name to look up.
  private static func why(_ person: String) -> Why {
    guard person.hasPrefix("#"), let number = Int(person.dropFirst()) else { return Why(person: person) }
    return Why(number: PersonNumber(number))
  }

  func addAccounts() {
    on(.get, "accounts") { _ in ListAccounts() }
    on(.post, "accounts") { try (try await $0.json(AccountBody.self)).grant() }
    on(.delete, "accounts/{account}") { RevokeAccount(account: try $0.part("account")) }
    on(.post, "password") { ChoosePassword(password: try await $0.json(PasswordBody.self).password) }
  }

  func addJournal() {
    on(.get, "journal") {
      ShowJournal(after: try $0.integer("after") ?? 0, limit: try $0.integer("limit") ?? 200)
    }
    on(.get, "journal/head") { _ in ShowHead() }
    on(.get, "journal/verify") { asking in
      guard let sequence = try asking.integer("sequence"), let hash = asking.query("hash") else {
        return VerifyJournal()
      }
      return VerifyJournal(expected: ShowHead.Reply(sequence: sequence, hash: hash))
    }
    on(.get, "journal/{sequence}") { ShowJournal(only: try $0.number("sequence")) }
  }
}
