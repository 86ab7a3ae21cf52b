import Foundation
package import Logging
package import Slipway

/// The one who appends. Holds the state of every programme in the folder, decides and appends in one place, and keeps
/// reconciling until nothing more follows.
package actor Writer {
  package nonisolated let store: any Store
  package nonisolated let board = AccessBoard()
  package nonisolated let bulletin = Bulletin()
  let clock: any ProgrammeClock
  let machine: any MachineClock
  let randomness: any Randomness
  let runner: any WorkRunner
  let log: Logger
  private let executor = QueueExecutor(label: "slipway.writer")
  private let room = StudyRoom()

  private var head = HashChain.Head.start
  var states: [Key<Programme>: State] = [:]
  var rows: [Key<Programme>: [PersonNumber: DirectoryRow]] = [:]
  private var founders: Set<Key<Account>> = []
  private var derived: [Key<Programme>: (sequence: Int, at: Timestamp, status: Status)] = [:]
  /// For each programme the minute its access table was compiled in; absent when a fact has moved somebody since.
  var compiled: [Key<Programme>: Int64] = [:]
  /// The jobs that were last put into the queue; absent where that is to be asked of the store.
  var queued: [Key<Programme>: Set<Job.Reference>] = [:]
  var lastPruned: Timestamp?
  var watch = ClockWatch()
  var watchman = Watchman()

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init(
    store: any Store, clock: any ProgrammeClock, machine: any MachineClock, randomness: any Randomness,
    runner: any WorkRunner, log: Logger
  ) {
    self.store = store
    self.clock = clock
    self.machine = machine
    self.randomness = randomness
    self.runner = runner
    self.log = log
  }

  // MARK: Start

  /// Reads the journal, proving the chain as it goes, and compiles every access table.
  ///
  /// - Throws: `.journalBroken` at the first entry that does not follow from those before it.
  package func open() throws {
    try foldTail()
    // Whoever held a job before this start is no more: one process holds the folder.
    try store.releaseAll()
    founders = Set(try store.logins().filter { $0.programme == nil }.map(\.account))
    for programme in states.keys.sorted() {
      rows[programme] = try directory(programme)
      compile(programme, force: true)
    }
    if try store.isRestored() {
      // Much may have happened outside since the copy was made: nothing moves until somebody has looked.
      for programme in states.keys.sorted() where states[programme]?.hold == nil {
        try append([.automationHeld(AutomationHold(cause: .backupRestored))], by: .automation, programme)
      }
      try store.noteRestored()
    }
  }

  func directory(_ programme: Key<Programme>) throws -> [PersonNumber: DirectoryRow] {
    Dictionary(try store.rows(of: programme).map { ($0.row.number, $0.row) }) { first, _ in first }
  }

  func foldTail() throws {
    while true {
      let batch = try store.entries(after: head.sequence, limit: 5_000)
      if batch.isEmpty { return }
      if let found = HashChain.firstBreak(in: batch, after: head) { throw Writer.broken(found) }
      for entry in try Writer.decode(batch) { fold(entry) }
      if let last = batch.last { head = HashChain.Head(sequence: last.sequence, hash: last.hash) }
    }
  }

  /// Takes in what was appended without this writer knowing: a commit whose outcome could not be learned.
  func catchUp() throws {
    try foldTail()
    for programme in states.keys.sorted() { rows[programme] = try directory(programme) }
  }

  private func fold(_ entry: Entry) {
    states[entry.programme, default: State(programme: entry.programme)].apply(entry)
    derived[entry.programme] = nil
    if entry.fact.movesAccess { compiled[entry.programme] = nil }
  }

  static func broken(_ found: HashChain.Break) -> Problem {
    let what =
      switch found.found {
      case .altered: "was altered"
      case .gap(let next): "is missing; the next one is \(next)"
      }
    return Problem(
      .journalBroken, "Entry \(found.sequence) of the journal \(what).",
      remedy: "Restore the folder from a backup; nothing is served from a journal that cannot be proven.")
  }

  // MARK: Performing

  /// Does one use case: runs its work, decides, appends, folds, reconciles and answers.
  package func perform<Asked: UseCase>(
    _ asked: Asked, as actor: Actor, _ envelope: Envelope = Envelope()
  ) async throws -> Asked.Reply {
    if let at = envelope.at { return try await recall(asked, as: actor, envelope, at: at) }
    let programme = try programme(for: asked, envelope)
    let turn = try turn(asked, actor, programme)
    if Asked.isStudy { return try await room.answer(asked, turn) }
    if let known = try earlierReply(asked, actor, programme, envelope) { return known }
    let work = try asked.work(turn)
    var findings: [Finding] = []
    for piece in work { findings.append(await runner.run(piece)) }
    return try commit(asked, as: actor, programme, envelope, findings)
  }

  /// Answers a reading use case from the state as it was, or will be, at another time.
  private func recall<Asked: UseCase>(
    _ asked: Asked, as actor: Actor, _ envelope: Envelope, at: Timestamp
  ) async throws -> Asked.Reply {
    let programme = try programme(for: asked, envelope)
    let current = states[programme] ?? State(programme: programme)
    var past = current
    if let last = current.lastAt, at < last {
      past = State(programme: programme)
      var place = 0
      reading: while true {
        let batch = try store.entries(after: place, limit: 5_000)
        guard let last = batch.last else { break }
        place = last.sequence
        for entry in try Writer.decode(batch) where entry.programme == programme {
          if entry.at > at { break reading }
          past.apply(entry)
        }
      }
    }
    // Who may look at the past is decided by what they may do today.
    let proof = try authorize(actor, asked.action, in: current, at: now(current), founders: founders)
    let turn = turn(past, at: at, proof)
    if Asked.isStudy { return try await room.answer(asked, turn) }
    let outcome = try asked.decide(turn, findings: [])
    guard outcome.changesNothing else {
      throw Problem(
        .malformedRequest, "This changes something, and the past cannot be changed.",
        remedy: "Leave the time out.")
    }
    return try outcome.reply(turn)
  }

  private func commit<Asked: UseCase>(
    _ asked: Asked, as actor: Actor, _ programme: Key<Programme>, _ envelope: Envelope, _ findings: [Finding]
  ) throws -> Asked.Reply {
    if let known = try earlierReply(asked, actor, programme, envelope) { return known }
    let key = CommandIdentity.key(of: asked, by: actor, envelope)
    let body = key == nil ? .none : try CommandIdentity.digest(of: asked, in: programme)
    while true {
      let turn = try turn(asked, actor, programme)
      let outcome = try asked.decide(turn, findings: findings)
      if outcome.facts.isEmpty, outcome.rows.isEmpty, outcome.erased.isEmpty {
        try apply(outcome.effects)
        return try outcome.reply(turn)
      }
      let recorded: CommandReply?
      do {
        recorded = try append(
          outcome.facts, by: actor, programme, at: turn.now, rows: outcome.rows, erased: outcome.erased
        ) { next in
          guard let key else { return nil }
          // The answer becomes durable with the facts, so a command sent again finds it whatever happens in between.
          let reply = try outcome.reply(self.turn(asked, actor, next, at: turn.now))
          return CommandReply(key: key, body: body, reply: Array(try JSONEncoder().encode(reply)), at: self.wall)
        }
      } catch StoreError.moved {
        // Somebody else appended first: fold what they did and decide again.
        try catchUp()
        continue
      }
      try apply(outcome.effects)
      reconcile(programme)
      if let recorded { return try JSONDecoder().decode(Asked.Reply.self, from: Data(recorded.reply)) }
      // The proof was given before; an account that has just ended itself is still told so.
      let after = states[programme] ?? State(programme: programme)
      return try outcome.reply(self.turn(after, at: now(after), turn.proof))
    }
  }

  private func turn<Asked: UseCase>(_ asked: Asked, _ actor: Actor, _ programme: Key<Programme>) throws -> Turn {
    let state = states[programme] ?? State(programme: programme)
    return try turn(asked, actor, state, at: now(state))
  }

  private func turn<Asked: UseCase>(_ asked: Asked, _ actor: Actor, _ state: State, at: Timestamp) throws -> Turn {
    turn(state, at: at, try authorize(actor, asked.action, in: state, at: at, founders: founders))
  }

  private func turn(_ state: State, at: Timestamp, _ proof: Proof) -> Turn {
    Turn(
      state: state, status: status(state, at: at), now: at, wall: wall, proof: proof, store: store,
      randomness: randomness, rows: rows[state.programme] ?? [:])
  }

  /// What was answered to the same command before.
  ///
  /// - Throws: `.keyReused` when its key came with something else.
  private func earlierReply<Asked: UseCase>(
    _ asked: Asked, _ actor: Actor, _ programme: Key<Programme>, _ envelope: Envelope
  ) throws -> Asked.Reply? {
    guard let key = CommandIdentity.key(of: asked, by: actor, envelope), let known = try store.reply(to: key) else {
      return nil
    }
    guard known.body == (try CommandIdentity.digest(of: asked, in: programme)) else { throw CommandIdentity.keyReused }
    return try JSONDecoder().decode(Asked.Reply.self, from: Data(known.reply))
  }

  /// Derived once for an entry and an instant, however many ask.
  func status(_ state: State, at: Timestamp) -> Status? {
    if let known = derived[state.programme], known.sequence == state.sequence, known.at == at { return known.status }
    guard let status = Status.derive(state, at: at) else { return nil }
    derived[state.programme] = (state.sequence, at, status)
    return status
  }

  /// Programme time never goes below the last fact.
  func now(_ state: State) -> Timestamp { max(clock.now(), state.lastAt ?? clock.now()) }

  private var wall: Timestamp { machine.wall() }

  private func programme<Asked: UseCase>(for asked: Asked, _ envelope: Envelope) throws(Problem) -> Key<Programme> {
    if let own = asked.ownProgramme, own != DocumentKey.unreadable || states.isEmpty { return own }
    if let named = envelope.programme {
      guard states[Key(named)] != nil else {
        throw Problem(
          .unknownProgramme, "There is no programme “\(named)” here.",
          remedy: "Name one of: \(Catalogue.list(states.keys.sorted().map(\.text))).")
      }
      return Key(named)
    }
    guard let only = states.keys.first, states.count == 1 else {
      throw Problem(
        .unknownProgramme,
        states.isEmpty ? "This data folder holds no programme yet." : "This data folder holds several programmes.",
        remedy: states.isEmpty
          ? "Write a programme document and run: slipway apply programme.yaml"
          : "Say which with --programme: \(Catalogue.list(states.keys.sorted().map(\.text))).")
    }
    return only
  }

  // MARK: Appending

  @discardableResult
  func append(
    _ facts: [Fact], by actor: Actor, _ programme: Key<Programme>, at decided: Timestamp? = nil,
    rows changed: [StoredRow] = [],
    erased: [PersonNumber] = [], counted: [CountedHour] = [], finished: [Job.Reference] = [],
    reply: ((State) throws -> CommandReply?)? = nil
  ) throws -> CommandReply? {
    // A fact bears the time at which it was decided, so that the journal alone explains it.
    let at = decided ?? now(states[programme] ?? State(programme: programme))
    var next = head
    var entries: [Entry] = []
    var stored: [StoredEntry] = []
    for fact in facts {
      let entry = Entry(sequence: next.sequence + 1, programme: programme, at: at, actor: actor, fact: fact)
      let bytes = try EntryCodec.encode(entry)
      let hash = HashChain.hash(after: next.hash, sequence: entry.sequence, programme: programme, bytes: bytes)
      stored.append(StoredEntry(sequence: entry.sequence, programme: programme, bytes: bytes, hash: hash))
      entries.append(entry)
      next = HashChain.Head(sequence: entry.sequence, hash: hash)
    }
    var answer: CommandReply?
    if let reply {
      var state = states[programme] ?? State(programme: programme)
      for entry in entries { state.apply(entry) }
      answer = try reply(state)
    }
    let batch = Batch(
      after: head, entries: stored, reply: answer, rows: changed,
      erased: erased.map { ErasedRow(programme: programme, number: $0) }, counted: counted,
      finished: finished)
    do {
      try store.append(batch)
    } catch {
      guard case .outcomeUnknown(let why) = error else { throw error }
      // Ask before retrying: either the commit is there whole, or it is not there at all.
      guard try store.head() == next else { throw StoreError.unavailable(why) }
    }
    head = next
    for entry in entries { fold(entry) }
    for row in changed { rows[programme, default: [:]][row.row.number] = row.row }
    for number in erased { rows[programme]?[number] = nil }
    return answer
  }

  private func apply(_ changes: [AfterEffect]) throws {
    for change in changes {
      switch change {
      case .save(let login):
        try store.save(login)
        if login.programme == nil { founders.insert(login.account) }
      case .issue(let ticket): try store.save(ticket)
      case .removeTickets(let account): try store.removeTickets(of: account)
      case .backUp(let path): try backUp(to: path)
      }
    }
  }

  private func backUp(to path: String) throws {
    do {
      try store.backup(to: path)
    } catch {
      guard case .unavailable(let why) = error else { throw error }
      throw Problem(.storeUnavailable, why, remedy: "Name a new file in a folder that can be written to.")
    }
  }

  /// Makes the account that set-up needs before anybody can grant one.
  package func found(_ login: Login, _ ticket: Ticket) throws {
    try apply([.save(login), .issue(ticket)])
  }

  // MARK: Small things

  package var programmes: [Key<Programme>] { states.keys.sorted() }

  /// Programme time as it is now.
  package func time(of programme: Key<Programme>) -> Timestamp {
    now(states[programme] ?? State(programme: programme))
  }

  /// Decoding is most of a start: it is shared out among the processors, in order.
  private static func decode(_ batch: [StoredEntry]) throws -> [Entry] {
    try EntryCodec.decode(batch)
  }
}
