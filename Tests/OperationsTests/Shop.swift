import Admission
import Foundation
import Logging
import Operations
import Slipway
import Storage
import Synchronization
import Testing

/// A writer on a small programme, with clocks, findings and a store that tests turn.
struct Shop: Sendable {
  let writer: Writer
  let clock = TestClock()
  let machine = TestMachine()
  let runner = TestRunner()
  let store: any Store

  static let rosa = Actor.account("rosa")
  static let manager = Actor.account("manager")
  static let felix = Actor.account("felix")
  /// The first staffed moment of the first wave's window: 09:00 in London.
  static let opening = Timestamp.at("2026-03-30T08:00:00Z")

  init(_ store: any Store = MemoryStore()) {
    self.store = store
    writer = Writer(
      store: store, clock: clock, machine: machine, randomness: TestRandomness(), runner: runner,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// With document, people and accounts.
  static func furnished(_ document: String = Shop.document, _ store: any Store = MemoryStore()) async throws -> Shop {
    let shop = Shop(store)
    try await shop.writer.open()
    try await shop.apply(document)
    _ = try await shop.ask(ImportPeople(file: Array(people.utf8)))
    try await shop.grantAll()
    return shop
  }

  /// With everything its gates ask for and the approver's word on the first wave.
  static func ready(_ document: String = Shop.document) async throws -> Shop {
    let shop = try await furnished(document)
    try await shop.makeReady()
    return shop
  }

  static func opened(_ document: String = Shop.document) async throws -> Shop {
    let shop = try await ready(document)
    try await shop.reach(opening)
    return shop
  }

  func ask<Asked: UseCase>(
    _ asked: Asked, as actor: Actor = .localOperator, at: Timestamp? = nil, key: String? = nil
  ) async throws -> Asked.Reply {
    try await writer.perform(asked, as: actor, Envelope(at: at, key: key))
  }

  func apply(_ document: String, as actor: Actor = .localOperator) async throws {
    let receipt = try await ask(ShowReceipt(document: document), as: actor)
    _ = try await ask(
      ApplyDocument(document: document, reason: "test", base: receipt.base, receipt: receipt.digest), as: actor)
  }

  func grantAll() async throws {
    for (account, role) in [
      ("manager", AccountRole.programmeManager), ("rosa", .rolloutManager), ("felix", .executive),
      ("pia", .participant),
    ] {
      _ = try await ask(GrantAccount(account: account, role: role, person: account == "pia" ? "P01" : nil))
    }
  }

  func makeReady() async throws {
    let list =
      "person,item,state,as_of,source\n" + (1...10).map { "\(Shop.name($0)),account,met,2026-03-19,list\n" }.joined()
    _ = try await ask(ImportConditions(file: Array(list.utf8)))
    _ = try await ask(RunWork(subject: "app"))
    _ = try await ask(Approve(subject: "release"), as: Shop.rosa)
    _ = try await ask(Approve(subject: "first"), as: Shop.rosa)
  }

  func reach(_ time: Timestamp) async throws {
    clock.set(time)
    try await writer.tick()
  }

  func wave(_ id: String = "first") async throws -> WaveView {
    try #require(try await ask(ShowStatus()).waves.first { $0.id == id })
  }

  func move(_ move: MoveWave.Move, _ wave: String = "first", as actor: Actor = Shop.rosa) async throws {
    _ = try await ask(MoveWave(wave: wave, move: move, reason: "test"), as: actor)
  }

  /// Everything that can be seen of it, as text.
  func picture() async throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var parts: [String] = []
    for programme in await writer.programmes {
      let envelope = Envelope(programme: programme.text)
      func add(_ asked: some UseCase) async throws {
        let reply = try await writer.perform(asked, as: .localOperator, envelope)
        parts.append(String(decoding: try encoder.encode(reply), as: UTF8.self))
      }
      try await add(ShowJournal(limit: 2_000))
      try await add(ListAccounts())
      guard writer.board.table(of: programme) != nil else { continue }
      try await add(ShowStatus())
      try await add(ShowEveryone(listing: true))
      parts.append(writer.board.table(of: programme)?.etag() ?? "no table")
    }
    return parts.joined(separator: "\n")
  }

  static func name(_ number: Int) -> String { number < 10 ? "P0\(number)" : "P\(number)" }

  static let people =
    "number,name,email,login,unit\n"
    + (1...10).map { "\(name($0)),Person \($0),\($0)@shop.example,u\($0),\($0 <= 5 ? "front" : "back")\n" }.joined()

  static let document = """
    slipway: 1
    programme: shop
    name: A shop gets a till
    starts: 2026-03-02
    timezone: Europe/London
    systems:
      - {id: till, role: new, alias: login}
      - {id: drawer, role: old, replaced-by: till, alias: login, overlap: read}
    units: [{id: front}, {id: back}]
    audiences:
      - {id: sellers, name: Sellers, units: [front]}
      - {id: bakers, name: Bakers, units: [back]}
    implementation:
      phases: [{id: build}]
      items:
        - {id: contract, phase: build, estimate: 3d, done-by: attestation}
        - {id: install, phase: build, estimate: 3d, done-by: {component: app}}
        - {id: release, phase: build, estimate: 1d, done-by: {approval: [rosa]}}
      components: [{id: app, probe: {tcp: "127.0.0.1:9"}, every: 6h, expires: 90d}]
      lessons:
        - id: selling
          questions:
            - {ask: One?, options: [a, b, c], answers: [a]}
            - {ask: Two?, options: [a, b, c], answers: [a, c]}
            - {ask: Three?, options: [a, b], answers: [b]}
          pass-mark: 67 %
          cooling-off: 1h
      conditions: [{id: account}]
    readiness:
      technical: [{id: infra, check: components}, {id: released, item: release}]
      people: [{id: accounts, condition: account, share: 50 %}]
      board: {members: [felix, rosa], quorum: 2, required: false}
    rollout:
      system: till
      waves:
        - id: first
          audiences: [sellers]
          opens: 2026-03-30
          steps: [{share: 100 %, soak: 1d}]
          approver: rosa
          conditions: [{condition: account}]
          hypercare: 5d
          exit: {live: 50 %}
        - id: second
          audiences: [bakers]
          opens: 2026-05-04
          steps: [{share: 100 %, soak: 1d}]
          approver: rosa
          conditions: [{condition: account}]
          hypercare: 5d
          exit: {live: 50 %}

    """
}

final class TestClock: ProgrammeClock {
  private let time = Mutex((now: Timestamp.at("2026-03-20T10:00:00Z"), isWall: false))

  func now() -> Timestamp { time.withLock { $0.now } }
  var isWallClock: Bool { time.withLock { $0.isWall } }
  func set(_ now: Timestamp) { time.withLock { $0.now = now } }
  func beWallClock() { time.withLock { $0.isWall = true } }
}

final class TestMachine: MachineClock {
  private let passed = Mutex(0.0)

  func seconds() -> Double { passed.withLock { $0 } }
  func wall() -> Timestamp { Timestamp.at("2026-03-20T10:00:00Z") + Span(seconds: Int64(seconds())) }
  func pass(_ seconds: Double) { passed.withLock { $0 += seconds } }
}

final class TestRunner: WorkRunner {
  private let answers = Mutex((passes: true, runs: 0))

  var runs: Int { answers.withLock { $0.runs } }
  func answer(_ passes: Bool) { answers.withLock { $0.passes = passes } }
  func run(_ work: Work) async -> Finding {
    answers.withLock { answers in
      answers.runs += 1
      return Finding(passed: answers.passes, detail: answers.passes ? "answers" : "refused")
    }
  }
}

/// Different bytes each time, the same in every run.
final class TestRandomness: Randomness {
  private let state = Mutex(UInt64(1))

  func bytes(_ count: Int) -> [UInt8] {
    state.withLock { state in
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
    }
  }
}

extension Timestamp {
  static func at(_ text: String) -> Timestamp { Timestamp(text: text) ?? Timestamp(milliseconds: 0) }
}

/// The code of the problem that `action` ends with.
func problem(_ action: () async throws -> some Any) async -> Problem.Code? {
  do {
    _ = try await action()
    return nil
  } catch {
    return (error as? Problem)?.code
  }
}
