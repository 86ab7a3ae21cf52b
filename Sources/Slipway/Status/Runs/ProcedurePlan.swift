/// A procedure as steps to be carried out, from the document as it is now.
package struct ProcedurePlan: Sendable, Equatable {
  package var procedure: Procedure
  /// In the order of the document.
  package var steps: [Step]
  /// The step after whose success nobody goes back.
  package var noReturn: Key<ProcedureStep>?
  /// Handed to commands: that this is a rehearsal, and where.
  package var environment: [Command.Variable]

  package struct Step: Sendable, Equatable {
    package var id: Key<ProcedureStep>
    package var name: String
    package var owner: String?
    package var takes: Span?
    package var after: [Key<ProcedureStep>]
    package var task: Task
    /// How it is undone; nil where there is nothing to undo.
    package var reverse: Task?
  }

  package enum Task: Sendable, Equatable {
    /// Its owner does it and says so.
    case confirm
    /// The wave opens.
    case opens
    /// Done outside, by the queue.
    case errand(Errand)
  }

  package func step(_ id: Key<ProcedureStep>) -> Step? { steps.first { $0.id == id } }

  package var isRehearsal: Bool { if case .rehearsal = procedure { true } else { false } }

  /// Whether what was done is undone when a step fails.
  package var goesBack: Bool {
    switch procedure {
    case .rehearsal, .cutover: true
    case .bringUp, .load: false
    }
  }
}

/// What is done outside for one step: looked at, done where needed, proven.
package struct Errand: Sendable, Equatable {
  package var kind: Kind
  /// What its outcome is evidence of, besides the run's own record.
  package var subject: EvidenceSubject?
  /// A dry run that says whether anything would change.
  package var plan: Component.Plan?
  /// Where all of them hold, and the dry run changes nothing, there is nothing to do; with none of either it is done.
  package var check: [Probe]
  package var act: Deed?
  package var verify: [Deed]
  /// Figures to be compared once it is done.
  package var totals: [DataObject.Total]
  package var rejects: Query?
  package var retries: Int
  /// How long its success is evidence.
  package var validity: Span?

  package enum Kind: String, Sendable { case component, load, step, test }

  package init(
    _ kind: Kind, subject: EvidenceSubject? = nil, plan: Component.Plan? = nil, check: [Probe] = [],
    act: Deed? = nil, verify: [Deed] = [], totals: [DataObject.Total] = [], rejects: Query? = nil, retries: Int = 0,
    validity: Span? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.plan = plan
    self.check = check
    self.act = act
    self.verify = verify
    self.totals = totals
    self.rejects = rejects
    self.retries = retries
    self.validity = validity
  }
}

extension ProcedurePlan {
  /// - Returns: nil where the document knows no such procedure.
  package static func plan(_ procedure: Procedure, _ programme: Programme) -> ProcedurePlan? {
    switch procedure {
    case .bringUp(let wanted): bringUp(procedure, wanted, programme)
    case .load(let id): load(procedure, id, programme)
    case .rehearsal(let id), .cutover(let id): runbook(procedure, of: id, programme)
    }
  }

  private static func bringUp(
    _ procedure: Procedure, _ wanted: [Key<Component>], _ programme: Programme
  ) -> ProcedurePlan? {
    let graph = ComponentGraph(programme)
    let ids = wanted.isEmpty ? Set(programme.implementation.components.map(\.id)) : graph.foundations(of: wanted)
    guard wanted.allSatisfy({ graph.knows($0) }), !ids.isEmpty else { return nil }
    let steps = programme.implementation.components.filter { ids.contains($0.id) }.map { component in
      Step(
        id: Key(component.id.text), name: component.name, owner: nil, takes: nil,
        after: component.after.map { Key($0.text) }, task: .errand(errand(component)), reverse: nil)
    }
    return ProcedurePlan(procedure: procedure, steps: steps, noReturn: nil, environment: [])
  }

  private static func errand(_ component: Component) -> Errand {
    Errand(
      .component, subject: .component(component.id), plan: component.apply?.plan, check: [component.probe],
      act: component.apply.map { .command($0.command) },
      verify: [.probe(component.probe)] + (component.apply?.verify ?? []).map(Deed.probe),
      retries: component.apply?.retries ?? 0, validity: component.expires)
  }

  private static func errand(_ object: DataObject) -> Errand {
    Errand(
      .load, subject: .load(object.id), act: object.load.map(Deed.command), totals: object.totals,
      rejects: object.rejects, validity: object.expires)
  }

  private static func load(
    _ procedure: Procedure, _ id: Key<DataObject>, _ programme: Programme
  ) -> ProcedurePlan? {
    guard let object = programme.implementation.dataObjects.first(where: { $0.id == id }), object.isLoaded else {
      return nil
    }
    let step = Step(
      id: Key(id.text), name: object.name, owner: object.owner, takes: nil, after: [],
      task: .errand(errand(object)), reverse: nil)
    return ProcedurePlan(procedure: procedure, steps: [step], noReturn: nil, environment: [])
  }

  private static func runbook(
    _ procedure: Procedure, of id: Key<Wave>, _ programme: Programme
  ) -> ProcedurePlan? {
    guard let runbook = programme.rollout.waves.first(where: { $0.id == id })?.cutover else { return nil }
    let isRehearsal = if case .rehearsal = procedure { true } else { false }
    let sandbox = isRehearsal ? runbook.sandbox : nil
    let kept = runbook.steps.filter { isRehearsal || !$0.onlyRehearsal }
    let left = Set(runbook.steps.map(\.id)).subtracting(kept.map(\.id))
    let steps = kept.map { step in
      // What only rehearsals do is no reason for a cutover to wait; what waited for it waits for what came before.
      Step(
        id: Key(step.id.text), name: step.name, owner: step.owner, takes: step.takes,
        after: predecessors(of: step, in: runbook, without: left).map { Key($0.text) },
        task: task(step.act, programme, sandbox, isRehearsal: isRehearsal),
        reverse: step.reverse.map { task($0, programme, sandbox, isRehearsal: isRehearsal) })
    }
    var environment: [Command.Variable] = []
    if isRehearsal { environment.append(Command.Variable(name: "SLIPWAY_REHEARSAL", value: "1")) }
    if let sandbox { environment.append(Command.Variable(name: "SLIPWAY_SANDBOX", value: sandbox.folder)) }
    return ProcedurePlan(
      procedure: procedure, steps: steps, noReturn: runbook.noReturn.map { Key($0.text) }, environment: environment)
  }

  private static func predecessors(
    of step: Runbook.Step, in runbook: Runbook, without left: Set<Key<Runbook.Step>>
  ) -> [Key<Runbook.Step>] {
    var found: [Key<Runbook.Step>] = []
    var seen: Set<Key<Runbook.Step>> = []
    var open = step.after
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if left.contains(id) {
        open += runbook.steps.first { $0.id == id }?.after ?? []
      } else {
        found.append(id)
      }
    }
    return found.sorted()
  }

  private static func task(
    _ act: Runbook.Act, _ programme: Programme, _ sandbox: Runbook.Sandbox?, isRehearsal: Bool
  ) -> Task {
    let copy = SandboxCopy(sandbox)
    let implementation = programme.implementation
    switch act {
    case .confirm: return .confirm
    case .opens: return .opens
    case .command(let command): return .errand(Errand(.step, act: .command(copy.command(command))))
    case .script(let steps): return .errand(Errand(.step, act: .script(steps.map(copy.step))))
    case .probe(let probe): return .errand(Errand(.step, act: .probe(copy.probe(probe))))
    case .test(let id):
      guard let test = implementation.tests.first(where: { $0.id == id }), case .steps(let steps) = test.source else {
        return .confirm
      }
      // What a sandbox answers proves nothing about the system itself.
      return .errand(
        Errand(
          .test, subject: isRehearsal ? nil : .test(id), act: .script(steps.map(copy.step)), validity: test.expires))
    case .load(let id):
      guard let object = implementation.dataObjects.first(where: { $0.id == id }) else { return .confirm }
      return .errand(copy.errand(errand(object)))
    case .component(let id):
      guard let component = implementation.components.first(where: { $0.id == id }) else { return .confirm }
      var errand = copy.errand(errand(component))
      if isRehearsal { errand.subject = nil }
      return .errand(errand)
    }
  }
}
