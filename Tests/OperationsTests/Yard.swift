import Logging
import Operations
import Slipway
import Storage
import Synchronization
import Testing

/// A programme whose components are things in a little world: commands make them, probes see them.
struct Yard: Sendable {
  let writer: Writer
  let clock: TestClock
  let machine: TestMachine
  let world: World
  let store: MemoryStore

  static let manager = Actor.account("manager")
  static let ida = Actor.account("ida")

  init(
    _ store: MemoryStore = MemoryStore(), clock: TestClock = TestClock(), machine: TestMachine = TestMachine(),
    world: World = World()
  ) {
    self.store = store
    self.clock = clock
    self.machine = machine
    self.world = world
    writer = Writer(
      store: store, clock: clock, machine: machine, randomness: TestRandomness(), runner: world,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  static func furnished(_ document: String = Yard.document) async throws -> Yard {
    let yard = Yard()
    try await yard.writer.open()
    try await yard.apply(document)
    for (account, role) in [("manager", AccountRole.programmeManager), ("ida", .rolloutManager)] {
      _ = try await yard.ask(GrantAccount(account: account, role: role))
    }
    let people = "number,name,unit\n" + (1...4).map { "Y\($0),Person \($0),\($0 <= 2 ? "front" : "back")\n" }.joined()
    _ = try await yard.ask(ImportPeople(file: Array(people.utf8)))
    return yard
  }

  /// A new process on the same folder and in the same world.
  func reopened() async throws -> Yard {
    let next = Yard(store, clock: clock, machine: machine, world: world)
    try await next.writer.open()
    return next
  }

  func ask<Asked: UseCase>(_ asked: Asked, as actor: Actor = .localOperator) async throws -> Asked.Reply {
    try await writer.perform(asked, as: actor)
  }

  func apply(_ document: String) async throws {
    let receipt = try await ask(ShowReceipt(document: document))
    _ = try await ask(
      ApplyDocument(document: document, reason: "test", base: receipt.base, receipt: receipt.digest))
  }

  /// Until nothing is left to do, or the world has died and the process with it.
  func drain() async {
    let crew = Crew(writer, runner: world, machine: machine, holder: "test", settling: Settling(seconds: 0))
    let work = Task { await crew.drain() }
    let watch = Task { [world] in
      while !world.isDead { try await Task.sleep(for: .milliseconds(1)) }
      work.cancel()
    }
    await work.value
    watch.cancel()
  }

  /// Everything that the gate asks for, the approver's word, and the first wave's window.
  func makeReady() async throws {
    _ = try await ask(OrderRun(procedure: .bringUp([])), as: Yard.manager)
    await drain()
    _ = try await ask(Attest(subject: "ready", verdict: .passed, detail: "made up"), as: Yard.ida)
    _ = try await ask(Approve(subject: "first"), as: Yard.ida)
  }

  func steps(_ run: Int) async throws -> [String] {
    try await ask(ShowRun(run: run)).steps.map { "\($0.id) \($0.state)" }
  }

  func phase() async throws -> String? { try await ask(ShowStatus()).waves.first?.phase }

  /// Which component a command of the document makes.
  static func component(of command: String) -> String {
    ["lay": "files", "base": "database", "start": "service"][command] ?? command
  }

  static let document = """
    slipway: 1
    programme: yard
    name: A yard (made up)
    starts: 2026-03-02
    systems: [{id: till, role: new}]
    units: [{id: front}, {id: back}]
    audiences: [{id: front, units: [front]}, {id: back, units: [back]}]
    implementation:
      phases: [{id: build}]
      items: [{id: ready, phase: build, estimate: 1d}]
      components:
        - {id: files, probe: {file: /files}, apply: {command: lay}, every: 6h, expires: 90d}
        - {id: database, probe: {file: /database}, after: [files], apply: {command: base, retries: 1}, every: 6h, expires: 90d}
        - {id: service, probe: {file: /service}, after: [database], apply: {command: start}, every: 6h, expires: 90d}
    readiness:
      technical: [{id: infra, check: components}]
      people: [{id: word, item: ready}]
    rollout:
      system: till
      waves:
        - id: first
          audiences: [front]
          opens: 2026-03-20
          approver: ida
          hypercare: 5d
          cutover:
            no-return: switch
            steps:
              - {id: freeze, command: freeze, reverse: {command: thaw}}
              - {id: sign, confirm: true, owner: ida, after: [freeze]}
              - {id: let-in, opens: true, after: [sign]}
              - {id: check, command: check, after: [let-in]}
              - {id: switch, command: switch, after: [check]}
              - {id: tidy, command: tidy, after: [switch]}
        - {id: second, audiences: [back], opens: 2026-05-04, approver: ida, hypercare: 5d}

    """
}

/// What commands make and probes see. It can refuse, and it can die at any call as a process does.
final class World: WorkRunner {
  private struct Contents {
    var things: Set<String> = []
    var acts: [String] = []
    var refusals: [String: Int] = [:]
    var calls = 0
    var deathAt: Int?
    var deathAfter: String?
    var isDead = false
  }

  private let contents = Mutex(Contents())

  var things: Set<String> { contents.withLock { $0.things } }
  var acts: [String] { contents.withLock { $0.acts } }
  var calls: Int { contents.withLock { $0.calls } }
  var isDead: Bool { contents.withLock { $0.isDead } }

  func refuse(_ command: String, times: Int) { contents.withLock { $0.refusals[command] = times } }
  func forget(_ names: String...) { contents.withLock { $0.things.subtract(names) } }
  func dieAt(_ call: Int) {
    contents.withLock { contents in
      contents.calls = 0
      contents.deathAt = call
    }
  }
  func dieAfterAct(_ command: String) { contents.withLock { $0.deathAfter = command } }
  func rise() {
    contents.withLock { contents in
      contents.isDead = false
      contents.deathAt = nil
      contents.deathAfter = nil
    }
  }

  func run(_ work: Work) async -> Finding {
    let finding: Finding? = contents.withLock { contents in
      if contents.isDead { return nil }
      contents.calls += 1
      if contents.calls == contents.deathAt || (contents.deathAfter != nil && contents.acts.last == contents.deathAfter)
      {
        // Half of all deaths come after the deed was done and before anybody could say so.
        if contents.calls.isMultiple(of: 2) { _ = World.carry(work.deed, &contents) }
        contents.isDead = true
        return nil
      }
      return World.carry(work.deed, &contents)
    }
    if let finding { return finding }
    // A dead process says nothing more.
    try? await Task.sleep(for: .seconds(3_600))
    return Finding(passed: false, detail: "dead")
  }

  private static func carry(_ deed: Deed, _ contents: inout Contents) -> Finding {
    switch deed {
    case .probe(.file(let file)):
      let name = String(file.path.dropFirst())
      return Finding(passed: contents.things.contains(name), detail: "file \(name)")
    case .command(let command):
      contents.acts.append(command.executable)
      if let left = contents.refusals[command.executable], left > 0 {
        contents.refusals[command.executable] = left - 1
        return Finding(passed: false, detail: "\(command.executable) refused", exit: 1)
      }
      contents.things.insert(Yard.component(of: command.executable))
      return Finding(passed: true, detail: "\(command.executable) done", exit: 0)
    case .probe, .script, .query: return Finding(passed: true, detail: "made up")
    }
  }
}
