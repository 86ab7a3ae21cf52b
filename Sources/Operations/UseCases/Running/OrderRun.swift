package import Slipway

/// Orders a procedure to be carried out: a bring-up, a load, a rehearsal, a cutover. What it comes to is seen in its run.
package struct OrderRun: UseCase {
  package static let name = "order-run"
  package var procedure: Procedure
  package var reason: String?
  /// Whether the same procedure being under way already is an answer instead of a refusal.
  package var joins: Bool?

  package init(procedure: Procedure, reason: String? = nil, joins: Bool? = nil) {
    self.procedure = procedure
    self.reason = reason
    self.joins = joins
  }

  package var action: Action {
    switch procedure {
    case .bringUp, .load: .runWork
    case .rehearsal, .cutover: .moveWaves
    }
  }

  package struct Reply: Codable, Sendable {
    package var run: Int
    /// Whether somebody had ordered it before and it is still under way.
    package var wasUnderWay: Bool?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    guard ProcedurePlan.plan(procedure, status.programme) != nil else { throw unknown(status.programme) }
    if joins ?? false, let same = turn.state.runs.open.first(where: { $0.procedure == procedure }) {
      return Outcome { _ in Reply(run: same.number, wasUnderWay: true) }
    }
    if let open = turn.state.runs.open.first(where: { conflicts($0.procedure) }) {
      throw Problem(
        .wrongPhase, "Run \(open.number), \(RunWords.name(open.procedure, in: status.programme)), is under way.",
        remedy: "Wait for its end, or cancel it: slipway runs cancel \(open.number) --reason …")
    }
    if case .cutover(let id) = procedure { try mayBegin(id, turn, status) }
    let number = turn.state.runs.all.count + 1
    return Outcome([.runOrdered(RunOrder(procedure: procedure, reason: reason))]) { _ in Reply(run: number) }
  }

  /// Two runs that touch the same things are not under way together.
  private func conflicts(_ other: Procedure) -> Bool {
    switch (procedure, other) {
    case (.bringUp, .bringUp), (.cutover, .cutover): true
    case (.rehearsal(let one), .rehearsal(let two)): one == two
    case (.load(let one), .load(let two)): one == two
    case (.cutover, .load), (.load, .cutover), (.cutover, .bringUp), (.bringUp, .cutover): true
    default: false
    }
  }

  /// A cutover begins when its wave might open, were it not for the cutover.
  private func mayBegin(_ id: Key<Wave>, _ turn: Turn, _ status: Status) throws {
    guard let wave = status.wave(id) else { throw unknown(status.programme) }
    let rules = WaveRules(try turn.judge(), status.gates)
    let blockers: [Explanation]
    switch wave.progress.phase {
    case .planned: blockers = rules.openingBlockers(wave.wave)
    case .rolledBack, .halted: blockers = rules.gateBlockers(wave.wave)
    case .open, .paused, .hypercare, .closed:
      throw Problem(
        .wrongPhase, "\(wave.wave.name) has been cut over already.", remedy: "See slipway status.")
    }
    let hold = turn.state.hold.map { [Explanation.automationHeld($0.body.cause)] } ?? []
    guard hold.isEmpty, blockers.isEmpty else {
      let isGate = blockers.contains { if case .gateIs = $0 { true } else { false } }
      throw Problem(
        isGate ? .gateClosed : .waveHeld, "The cutover of \(wave.wave.name) cannot begin now.",
        remedy: "Each line here says what is missing; nothing was changed.",
        findings: (hold + blockers).map { Problem.Finding(message: Catalogue.sentence($0)) })
    }
  }

  private func unknown(_ programme: Programme) -> Problem {
    let implementation = programme.implementation
    switch procedure {
    case .bringUp(let wanted):
      let known = implementation.components.map(\.id.text)
      let missing = wanted.map(\.text).filter { !known.contains($0) }
      return Problem(
        .unknownSubject,
        known.isEmpty ? "The programme has no components." : "There is no component \(Catalogue.list(missing)).",
        remedy: known.isEmpty ? "Write them under implementation.components." : "Known are \(Catalogue.list(known)).")
    case .load(let id):
      let known = implementation.dataObjects.filter(\.isLoaded).map(\.id.text)
      return Problem(
        .unknownSubject, "There is no data object “\(id)” with a load, totals or rejects.",
        remedy: known.isEmpty ? "Write its load and totals into the document." : "Known are \(Catalogue.list(known)).")
    case .rehearsal(let id), .cutover(let id):
      let known = programme.rollout.waves.filter { $0.cutover != nil }.map(\.id.text)
      return Problem(
        .unknownSubject, "There is no wave “\(id)” with a cutover.",
        remedy: known.isEmpty ? "Write a cutover into the wave." : "Known are \(Catalogue.list(known)).")
    }
  }
}
