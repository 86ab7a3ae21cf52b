import Foundation
import Operations
import Server
import Slipway

/// The people of the example, who act only through use cases, each with their own account.
struct Cast: Sendable {
  let services: Services
  let systems: DemoSystems
  let example: String
  /// What the cast knows of its own: the right answers, and how each signs in to the systems.
  private let programme: Programme
  private let logins: [String: String]

  init(services: Services, systems: DemoSystems, example: String) throws {
    self.services = services
    self.systems = systems
    self.example = example
    programme = try ProgrammeReader.read(String(decoding: try Cast.file("programme.yaml", in: example), as: UTF8.self))
      .programme
    let people = try PeopleList.read(Array(try Cast.file("people.csv", in: example))).people
    logins = Dictionary(people.compactMap { person in person.aliases["login"].map { (person.personnel, $0) } }) {
      first, _ in first
    }
  }

  /// How somebody signs in to the systems; nil for people who came after the list was written.
  func login(_ person: EveryoneView.Person) -> String? { person.personnel.flatMap { logins[$0] } }

  @discardableResult
  func act<Asked: UseCase>(_ account: Key<Account>, _ asked: Asked) async throws -> Asked.Reply {
    try await services.writer.perform(asked, as: .account(account))
  }

  func file(_ name: String) throws -> Data { try Cast.file(name, in: example) }

  private static func file(_ name: String, in example: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: "\(example)/\(name)") else {
      throw Problem(
        .unknownSubject, "The example's file \(example)/\(name) is not there.",
        remedy: "Run the demonstration from the project's folder, or name the example with --example.")
    }
    return data
  }

  /// The document, the people and their accounts: what is there before the first day.
  func prepare() async throws {
    let document = systems.addressed(String(decoding: try file("programme.yaml"), as: UTF8.self))
    let receipt = try await services.writer.perform(ShowReceipt(document: document), as: .localOperator)
    _ = try await services.writer.perform(
      ApplyDocument(document: document, reason: "the example as it is written", receipt: receipt.digest),
      as: .localOperator)
    _ = try await services.writer.perform(ImportPeople(file: Array(try file("people.csv"))), as: .localOperator)
    func grant(_ account: String, _ role: AccountRole, audience: String? = nil, person: String? = nil) async throws {
      _ = try await services.writer.perform(
        GrantAccount(
          account: account, role: role, audiences: audience.map { [$0] } ?? [], person: person, lasting: .days(1)),
        as: .localOperator)
    }
    try await grant("marta", .programmeManager)
    try await grant("rosa", .rolloutManager)
    try await grant("felix", .executive)
    try await grant("fin-head", .departmentHead, audience: "finance")
    try await grant("pur-head", .departmentHead, audience: "purchasing")
    try await grant("sal-head", .departmentHead, audience: "sales")
    try await grant("war-head", .departmentHead, audience: "warehouse")
    try await grant("ledger-system", .integration)
    for person in try await people() { try await enrol(person) }
  }

  /// Everybody in the directory, with the unit's audience.
  func people() async throws -> [EveryoneView.Person] {
    try await services.writer.perform(ShowEveryone(listing: true), as: .localOperator).people ?? []
  }

  func waves() async throws -> [WaveView] {
    try await services.writer.perform(ShowStatus(), as: .localOperator).waves
  }

  func enrol(_ person: EveryoneView.Person) async throws {
    _ = try await services.writer.perform(
      GrantAccount(account: account(person), role: .participant, person: "#\(person.number)", lasting: .days(1)),
      as: .localOperator)
  }

  func account(_ person: EveryoneView.Person) -> String { "p-\(person.number)" }

  /// A person reads a lesson and answers: rightly, or with the first question wrong.
  func learn(_ person: EveryoneView.Person, _ lesson: String, rightly: Bool) async throws {
    let number = PersonNumber(person.number)
    let shown = try await services.writer.perform(
      ShowLesson(person: number, lesson: lesson), as: .account(Key(account(person))))
    guard !shown.passed else { return }
    let pool = programme.implementation.lessons.first { $0.id.text == lesson }?.questions ?? []
    let right = shown.questions.map { question in
      let words = pool.first { $0.ask == question.ask }.map { known in known.answers.map { known.options[$0] } } ?? []
      return question.options.indices.filter { words.contains(question.options[$0]) }
    }
    let answers = rightly ? right : [[]] + right.dropFirst()
    try await act(
      Key(account(person)), TakeLesson(person: number, lesson: lesson, answers: answers, paper: shown.paper))
  }
}
