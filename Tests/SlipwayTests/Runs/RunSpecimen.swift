import Slipway
import Testing

/// A programme with a component graph, a data object and a runbook; everything in it is made up.
enum RunSpecimen {
  static func programme(cutover: String = runbook) throws -> Programme {
    try ProgrammeReader.read(document(cutover: cutover)).programme
  }

  static let runbook = """
            rehearsals: {at-least: 1, within: 14d}
            no-return: switch
            sandbox: {folder: /srv/sandbox, replaces: {/srv/till: /srv/sandbox, "127.0.0.1:9101": "127.0.0.1:9191"}}
            steps:
              - {id: copy, command: copy, arguments: [/srv/till], only: rehearsal, takes: 5m}
              - {id: freeze, owner: ida, command: freeze, arguments: [/srv/till/old.db], after: [copy], takes: 10m, reverse: {command: thaw}}
              - {id: move, load: balances, after: [freeze]}
              - {id: look, probe: {http: "http://127.0.0.1:9101/health"}, after: [freeze], takes: 1m}
              - {id: sign, confirm: true, owner: ida, after: [move, look], takes: 15m}
              - {id: let-in, opens: true, after: [sign]}
              - {id: switch, command: switch, after: [let-in], takes: 2m}
              - {id: tidy, command: tidy, after: [switch]}
    """

  static func document(cutover: String) -> String {
    """
    slipway: 1
    programme: till
    name: A till (made up)
    starts: 2026-03-02
    systems:
      - {id: till, role: new, refuses: {get: "http://127.0.0.1:9101/", status: 403}}
    audiences:
      - {id: front, units: [front]}
      - {id: back, units: [back]}
      - {id: yard, units: [yard]}
    implementation:
      phases: [{id: build}, {id: deploy, exit: [components, data-objects, dark]}]
      items: [{id: contract, phase: build, estimate: 3d}]
      components:
        - {id: files, probe: {directory: /srv/till}, apply: {command: lay, arguments: [/srv/till]}, audiences: [yard]}
        - {id: database, probe: {tcp: "127.0.0.1:9102"}, after: [files], apply: {command: base, retries: 1}, audiences: [back]}
        - {id: service, probe: {http: "http://127.0.0.1:9101/health"}, after: [database], apply: {command: start}, audiences: [front]}
        - {id: feed, probe: {tcp: "127.0.0.1:9103"}, apply: {command: feed}, audiences: [yard]}
      data-objects:
        - id: balances
          owner: ida
          load: {command: load, arguments: [/srv/till/old.db]}
          totals: [{id: capital, name: Capital, old: {sql: select 1, sqlite: /srv/till/old.db}, new: {sql: select 1, sqlite: /srv/till/new.db}}]
          expires: 7d
    readiness:
      technical:
        - {id: infra, check: components}
        - {id: phase, phase: deploy}
        - {id: rehearsed, rehearsal: first, audiences: [front]}
      people: []
    rollout:
      system: till
      waves:
        - id: first
          audiences: [front]
          opens: 2026-03-30
          approver: ida
          cutover:
    \(cutover)
        - {id: second, audiences: [back, yard], opens: 2026-05-04, approver: ida}

    """
  }

  static func began(_ step: String) -> RunMove.Event { .began(Key(step)) }

  static func ended(_ step: String, _ result: StepOutcome.Result = .done) -> RunMove.Event {
    .ended(Key(step), StepOutcome(result, detail: "made up"))
  }
}

/// A run that is played by hand: what the director says is taken in at once.
final class PlayedRun {
  let plan: ProcedurePlan
  private(set) var state: State
  var wave = RunDirector.Standing()
  private var sequence = 0

  init(_ procedure: Procedure, _ programme: Programme) throws {
    plan = try #require(ProcedurePlan.plan(procedure, programme))
    sequence += 1
    state = Self.applied(.runOrdered(RunOrder(procedure: procedure)), to: State(programme: "till"), sequence)
  }

  var run: RunProgress { state.runs.all[0] }

  @discardableResult
  func take(_ event: RunMove.Event) -> Bool {
    sequence += 1
    state = Self.applied(.runMoved(RunMove(run: 1, event: event)), to: state, sequence)
    return state.anomalies.last != sequence
  }

  /// Takes in what follows until nothing does; gives back all of it.
  @discardableResult
  func settle() -> [RunMove.Event] {
    var all: [RunMove.Event] = []
    for _ in 0..<1_000 {
      let moves = RunDirector.decide(run, plan, wave)
      if moves.isEmpty { return all }
      for move in moves { take(move) }
      all += moves
    }
    return all
  }

  private static func applied(_ fact: Fact, to state: State, _ sequence: Int) -> State {
    var state = state
    state.apply(
      Entry(
        sequence: sequence, programme: "till", at: Timestamp(seconds: Int64(sequence) * 60), actor: .automation,
        fact: fact))
    return state
  }
}
