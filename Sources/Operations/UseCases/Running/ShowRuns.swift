package import Slipway

/// All runs, the last first, without their steps' details.
package struct ShowRuns: UseCase {
  package static let name = "runs"

  package init() {}

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    package var runs: [Line]
    /// What may be ordered, by the document.
    package var offers: Offers

    package struct Offers: Codable, Sendable {
      package var components: [Named]
      package var loads: [Named]
      /// Waves with a cutover.
      package var cutovers: [Cutover]

      package struct Named: Codable, Sendable {
        package var id: String
        package var name: String

        package init(id: String, name: String) {
          self.id = id
          self.name = name
        }
      }

      package struct Cutover: Codable, Sendable {
        package var wave: String
        package var name: String
        package var steps: Int
        /// Name of the step after which nobody goes back.
        package var noReturn: String?
      }
    }

    package struct Line: Codable, Sendable {
      package var number: Int
      package var name: String
      package var kind: String
      package var state: String
      package var isOpen: Bool
      package var orderedAt: String
      package var endedAt: String?
      package var done: Int
      package var steps: Int
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let programme = try turn.status().programme
    let lines = turn.state.runs.all.reversed().prefix(200).map { run in
      let view = RunView(run, turn.state, programme, at: turn.now)
      return Reply.Line(
        number: view.number, name: view.name, kind: view.kind, state: view.state, isOpen: view.isOpen,
        orderedAt: view.orderedAt, endedAt: view.endedAt,
        done: view.steps.count { ["done", "unchanged", "passed over"].contains($0.state) }, steps: view.steps.count)
    }
    let offers = offers(programme)
    return Outcome { _ in Reply(runs: Array(lines), offers: offers) }
  }

  private func offers(_ programme: Programme) -> Reply.Offers {
    let implementation = programme.implementation
    return Reply.Offers(
      components: implementation.components.map { Reply.Offers.Named(id: $0.id.text, name: $0.name) },
      loads: implementation.dataObjects.filter(\.isLoaded).map { Reply.Offers.Named(id: $0.id.text, name: $0.name) },
      cutovers: programme.rollout.waves.compactMap { wave in
        guard let book = wave.cutover else { return nil }
        return Reply.Offers.Cutover(
          wave: wave.id.text, name: wave.name, steps: book.steps.count { !$0.onlyRehearsal },
          noReturn: book.noReturn.flatMap { id in book.steps.first { $0.id == id }?.name })
      })
  }
}

/// One run with every step: the board that its people look at.
package struct ShowRun: UseCase {
  package static let name = "run-show"
  package var run: Int

  package init(run: Int) { self.run = run }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<RunView> {
    let programme = try turn.status().programme
    guard let progress = turn.state.runs.run(run) else {
      throw Problem(
        .unknownSubject, "There is no run \(run).",
        remedy: "See slipway runs; the last is \(turn.state.runs.all.count).")
    }
    let view = RunView(progress, turn.state, programme, at: turn.now)
    return Outcome { _ in view }
  }
}

/// What stands in the queue: what is under way outside, what waits to be tried again and why.
package struct ShowQueue: UseCase {
  package static let name = "queue"

  package init() {}

  package var action: Action { .runWork }

  package struct Reply: Codable, Sendable {
    package var jobs: [Line]

    package struct Line: Codable, Sendable {
      package var key: String
      package var kind: String
      package var run: Int?
      package var step: String?
      package var isReversal: Bool
      package var due: String
      package var tries: Int
      package var isHeld: Bool
      /// Its act has succeeded and is being proven.
      package var hasActed: Bool
      package var lastProblem: String?
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let lines = try turn.store.jobs(of: turn.state.programme).map { job in
      let place = RunPlace(job.reference)
      return Reply.Line(
        key: job.reference.key, kind: job.kind.rawValue, run: place?.run, step: place?.step.text,
        isReversal: place?.isReversal ?? false, due: job.due.description, tries: job.tries,
        isHeld: job.heldUntil.map { $0 > turn.wall } ?? false, hasActed: job.hasActed, lastProblem: job.lastProblem)
    }
    return Outcome { _ in Reply(jobs: lines) }
  }
}

/// What a bring-up would change, by the components' own dry runs and probes. Changes nothing, outside or in the journal.
package struct DryRun: UseCase {
  package static let name = "dry-run"
  package var components: [Key<Component>]

  package init(components: [Key<Component>] = []) { self.components = components }

  package var action: Action { .runWork }

  package struct Reply: Codable, Sendable {
    package var components: [Line]

    package struct Line: Codable, Sendable {
      package var id: String
      package var name: String
      package var after: [String]
      /// `unchanged`, `would be applied`, `cannot be applied`, `unknown`.
      package var verdict: String
      package var detail: String
      /// What the dry run wrote; secrets masked.
      package var output: String?
    }
  }

  package func work(_ turn: Turn) throws -> [Work] {
    try steps(turn).flatMap { step, errand in
      let probes = errand.check.map { Work(subject: .component(Key(step.id.text)), deed: .probe($0)) }
      let plan = errand.plan.map { plan -> Work in
        var command = plan.command
        command.exits += plan.unchangedExits.filter { !command.exits.contains($0) }
        return Work(subject: .component(Key(step.id.text)), deed: .command(command))
      }
      return probes + (plan.map { [$0] } ?? [])
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    var rest = findings[...]
    let lines = try steps(turn).map { step, errand in
      let probes = Array(rest.prefix(errand.check.count))
      rest = rest.dropFirst(errand.check.count)
      let plan = errand.plan.flatMap { _ in rest.popFirst() }
      return line(step, errand, probes, plan)
    }
    return Outcome { _ in Reply(components: lines) }
  }

  private func steps(_ turn: Turn) throws -> [(ProcedurePlan.Step, Errand)] {
    guard let plan = ProcedurePlan.plan(.bringUp(components), try turn.status().programme) else {
      throw Problem(
        .unknownSubject, "There is no such component.", remedy: "Name components as the document does.")
    }
    return plan.steps.compactMap { step in
      if case .errand(let errand) = step.task { (step, errand) } else { nil }
    }
  }

  private func line(
    _ step: ProcedurePlan.Step, _ errand: Errand, _ probes: [Finding], _ plan: Finding?
  ) -> Reply.Line {
    let holds = probes.allSatisfy(\.passed)
    let isUnchanged =
      errand.plan.map { wanted in
        guard let plan, plan.passed else { return false }
        return wanted.unchangedExits.contains(plan.exit ?? -1)
          || wanted.unchangedContains.map { plan.output?.contains($0) ?? false } ?? false
      } ?? true
    let verdict =
      if let plan, !plan.passed {
        "unknown"
      } else if holds, isUnchanged {
        "unchanged"
      } else {
        errand.act == nil ? "cannot be applied" : "would be applied"
      }
    let telling = plan.map { !$0.passed } ?? false ? plan : probes.first { !$0.passed } ?? plan ?? probes.first
    return Reply.Line(
      id: step.id.text, name: step.name, after: step.after.map(\.text), verdict: verdict,
      detail: telling?.detail ?? "nothing was asked", output: plan?.output)
  }
}
