package import Slipway

/// One thing that can be asked of Slipway. The server and the command line only translate to these.
///
/// A use case decides on values: it gets the state, the time and a proof, and says which facts to append and what to
/// answer. The writer appends, folds, reconciles and then forms the reply.
package protocol UseCase: Codable, Sendable {
  associatedtype Reply: Codable & Sendable

  /// Stable; names the route on the socket.
  static var name: String { get }
  var action: Action { get }
  /// The programme it is about by its own content; nil where the caller says which.
  var ownProgramme: Key<Programme>? { get }
  /// Whether the answer may be kept and given again; never where it shows a secret.
  var keepsReply: Bool { get }
  /// Whether it only looks and may think for seconds: then it is decided on a snapshot, beside the writer.
  static var isStudy: Bool { get }
  /// Runs to make before deciding; their findings come back in the same order.
  func work(_ turn: Turn) throws -> [Work]
  func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply>
}

extension UseCase {
  package var ownProgramme: Key<Programme>? { nil }
  package var keepsReply: Bool { true }
  package static var isStudy: Bool { false }
  package func work(_ turn: Turn) throws -> [Work] { [] }
}

/// What a use case wants to become durable, and how to answer. Nothing in it has happened yet.
package struct Outcome<Reply: Sendable>: Sendable {
  package var facts: [Fact]
  package var rows: [StoredRow]
  package var erased: [PersonNumber]
  package var effects: [AfterEffect]
  /// Forms the answer from the state after these facts and whatever followed from them.
  package var reply: @Sendable (Turn) throws -> Reply

  package init(
    _ facts: [Fact] = [], rows: [StoredRow] = [], erased: [PersonNumber] = [], effects: [AfterEffect] = [],
    reply: @escaping @Sendable (Turn) throws -> Reply
  ) {
    self.facts = facts
    self.rows = rows
    self.erased = erased
    self.effects = effects
    self.reply = reply
  }

  package var changesNothing: Bool { facts.isEmpty && rows.isEmpty && erased.isEmpty && effects.isEmpty }
}

/// What is done to the store outside the journal, right after the facts are durable.
package enum AfterEffect: Sendable {
  case save(Login)
  case issue(Ticket)
  case removeTickets(Key<Account>)
  case backUp(to: String)
}

/// Everything a use case may look at.
package struct Turn: Sendable {
  package let state: State
  package let now: Timestamp
  /// Machine time of sessions and tickets.
  package let wall: Timestamp
  package let proof: Proof
  package let store: any Store
  package let randomness: any Randomness
  /// The directory as it is: names, addresses and aliases.
  package let rows: [PersonNumber: DirectoryRow]
  private let derived: Status?

  package init(
    state: State, status: Status?, now: Timestamp, wall: Timestamp, proof: Proof, store: any Store,
    randomness: any Randomness, rows: [PersonNumber: DirectoryRow]
  ) {
    self.state = state
    self.derived = status
    self.now = now
    self.wall = wall
    self.proof = proof
    self.store = store
    self.randomness = randomness
    self.rows = rows
  }

  /// - Throws: `.unknownProgramme` while no document has been applied.
  package func status() throws(Problem) -> Status {
    guard let derived else {
      throw Problem(
        .unknownProgramme, "This data folder holds no programme yet.",
        remedy: "Write a programme document and run: slipway apply programme.yaml")
    }
    return derived
  }

  package func judge() throws(Problem) -> Judge {
    let status = try status()
    return Judge(state, status.programme, status.placement, now: now)
  }

  /// Whom each of the names means that `naming` finds in a row; a name that two people claim means neither.
  package func people(_ naming: (DirectoryRow) -> [String]) -> [String: PersonNumber] {
    var found: [String: PersonNumber] = [:]
    var claimedTwice: Set<String> = []
    for row in rows.values {
      for name in naming(row) {
        if let other = found.updateValue(row.number, forKey: name), other != row.number { claimedTwice.insert(name) }
      }
    }
    return claimedTwice.isEmpty ? found : found.filter { !claimedTwice.contains($0.key) }
  }

  /// The person meant by a personnel number, a stable number (`#17`) or an alias.
  package func person(_ text: String) throws -> PersonNumber {
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), state.roster.member(PersonNumber(number)) != nil {
      return PersonNumber(number)
    }
    let found = rows.values.filter { row in
      row.personnel == text || row.email == text || row.aliases.values.contains(text)
    }
    guard let only = found.first, found.count == 1 else {
      throw Problem(
        .unknownSubject, found.isEmpty ? "Nobody is known as “\(text)”." : "“\(text)” means \(found.count) people.",
        remedy: "Name the person by personnel number, login or e-mail as in the people list.")
    }
    return only.number
  }
}

/// How a use case is asked for: in which programme, as of when, and under which key.
package struct Envelope: Sendable, Codable {
  package var programme: String?
  /// Only for reading: answer as of this time.
  package var at: Timestamp?
  /// Makes a command that is sent twice one command.
  package var key: String?

  package init(programme: String? = nil, at: Timestamp? = nil, key: String? = nil) {
    self.programme = programme
    self.at = at
    self.key = key
  }
}
