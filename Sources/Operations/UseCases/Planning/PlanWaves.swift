import Interchange
import Scheduling
package import Slipway

/// Proposes waves from the directory, the plan's dates, the capacities and the freezes. Changes nothing: a draft of the
/// document is there to be looked at and applied.
package struct PlanWaves: UseCase {
  package static let name = "waves-plan"
  package static let isStudy = true
  /// Whether the document with these waves is wanted.
  package var draft: Bool
  package var frontier: Bool
  package var marginal: Bool
  /// How many schedules the search may make; the same number gives the same plan.
  package var schedules: Int?
  package var seed: Int?
  /// Another day for the last wave than the document's, as `2027-06-30`.
  package var finishBy: String?

  package init(
    draft: Bool = false, frontier: Bool = false, marginal: Bool = false, schedules: Int? = nil, seed: Int? = nil,
    finishBy: String? = nil
  ) {
    self.draft = draft
    self.frontier = frontier
    self.marginal = marginal
    self.schedules = schedules
    self.seed = seed
    self.finishBy = finishBy
  }

  package var action: Action { .seeProgramme }

  /// How many times the schedules of a plan the search for concessions may take in all.
  private static let relaxationEffort = 10

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<WavePlanView> {
    let status = try turn.status()
    let plan = PlanStatus.derive(turn.state, status, shouldStop: { Task.isCancelled })
    if let obstacle = plan.obstacle {
      throw Problem(
        .wrongPhase, "Nobody knows when audiences are ready, since the plan has no dates: \(obstacle)",
        remedy: "Mend the plan first.")
    }
    let ready = AudienceReadiness.days(turn.state, status, plan)
    guard let input = WaveInput(turn.state, status, ready: ready, by: try lastDay())
    else {
      throw Problem(
        .unknownSubject, "The programme says nothing about how waves are planned.",
        remedy: "Write rollout.planning into the document; docs/programme.md shows how.")
    }
    let budget = try budget()
    let planner: WavePlanner
    do {
      planner = try WavePlanner(input.problem, budget: budget)
    } catch {
      throw Problem(.documentInvalid, WaveWords.sentence(error), remedy: "Mend rollout.planning and apply it again.")
    }
    let view = try view(planner, input, turn)
    return Outcome { _ in view }
  }

  private func lastDay() throws -> CivilDate? {
    guard let finishBy else { return nil }
    guard let date = CivilDate(finishBy) else {
      throw Problem(
        .malformedRequest, "“\(finishBy.prefix(60))” is no date.", remedy: "Write a date such as 2027-06-30.")
    }
    return date
  }

  private func budget() throws -> WaveBudget {
    let most = 200_000
    guard (1...most).contains(schedules ?? 1), (seed ?? 0) >= 0 else {
      throw Problem(
        .malformedRequest, "The search needs 1 to \(most) schedules and a seed that is not negative.",
        remedy: "Leave both out, or give numbers within these.")
    }
    let schedules = schedules ?? 8_000
    // Few audiences are also tried exhaustively, in proportion to what the search may do.
    return WaveBudget(schedules: schedules, nodes: min(40_000, 5 * schedules), seed: UInt64(seed ?? 1))
  }

  private func view(_ planner: WavePlanner, _ input: WaveInput, _ turn: Turn) throws -> WavePlanView {
    let words = WaveWords(input)
    let stop = { Task.isCancelled }
    var view = WavePlanView(
      verdict: "undecided", headcount: input.problem.headCount, audiences: input.problem.units.count, plan: nil,
      conflicts: [], concessions: [], bound: "", frontier: [], marginal: [], document: nil, schedules: 0)
    switch planner.plan(shouldStop: stop) {
    case .planned(let plan):
      view.verdict = "planned"
      view.bound = "\(words.date(plan.bound))"
      view.schedules = plan.schedules
      view.plan = WavePlanView.Proposal(plan, input, words)
      if draft { view.document = try document(plan, input, words, turn) }
      if frontier {
        view.frontier = planner.frontier(shouldStop: stop).map {
          WavePlanView.Point(last: "\(words.date($0.finish))", exposure: $0.measures.exposure, waves: $0.waves.count)
        }
      }
      if marginal { view.marginal = marginals(planner, plan, input, words) }
    case .infeasible(let conflicts):
      view.verdict = "infeasible"
      view.conflicts = conflicts.map(words.sentence)
      relax(&view, planner, words)
    case .undecided(let bound):
      view.bound = "\(words.date(bound))"
      relax(&view, planner, words)
    }
    try Task.checkCancellation()
    return view
  }

  private func relax(_ view: inout WavePlanView, _ planner: WavePlanner, _ words: WaveWords) {
    // The engine asks after each schedule, so counting the questions bounds the whole search, the same way everywhere.
    var asked = 0
    let report = planner.relaxations(shouldStop: {
      asked += 1
      return asked > Self.relaxationEffort * planner.budget.schedules || Task.isCancelled
    })
    view.schedules = report.searches
    view.concessions = report.sets.map { set in
      WavePlanView.Concession(
        relaxations: set.relaxations.map(words.sentence), last: "\(words.date(set.plan.finish))",
        waves: set.plan.waves.count, isMinimal: set.isMinimal)
    }
  }

  /// Each capacity by a tenth, and the whole problem solved again: one seat more moves nobody, one trainer more is some
  /// seats more.
  private func marginals(
    _ planner: WavePlanner, _ base: WavePlan, _ input: WaveInput, _ words: WaveWords
  ) -> [WavePlanView.Marginal] {
    input.capacities.indices.compactMap { index in
      let more = max(1_000, input.capacities[index].perWeek / 10)
      let relaxed = planner.problem.relaxed(by: [WaveRelaxation(.capacity(index), amount: more)])
      guard let again = try? WavePlanner(relaxed, budget: planner.budget) else { return nil }
      var best = base
      // The plan without more is still a plan.
      if case .planned(let plan) = again.plan(shouldStop: { Task.isCancelled }), plan.finish < base.finish {
        best = plan
      }
      return WavePlanView.Marginal(
        capacity: input.capacities[index].id.text, name: input.capacities[index].name, more: more,
        daysEarlier: base.finish - best.finish, last: "\(words.date(best.finish))")
    }
  }

  private func document(_ plan: WavePlan, _ input: WaveInput, _ words: WaveWords, _ turn: Turn) throws -> String? {
    guard let document = turn.state.spec?.document, let root = try? YAMLDocument(parsing: document).root else {
      return nil
    }
    var begun = input.begun[...]
    let proposed = plan.waves.map { wave in
      WaveDraft.Proposed(
        opens: words.date(wave.day), audiences: wave.units.map { input.audiences[$0] },
        begun: wave.isFixed ? begun.popFirst() : nil)
    }
    do {
      return try WaveDraft(proposed, in: document, root).document
    } catch let refusal as WaveDraft.Refusal {
      switch refusal {
      case .noPattern:
        throw Problem(
          .documentInvalid, "The document has no wave whose settings the planned ones could take over.",
          remedy: "Write one wave under rollout.waves, with its approver, steps, conditions and fallback.")
      case .notInLines:
        throw Problem(
          .documentInvalid, "The waves of the document do not stand on lines of their own.",
          remedy: "Write rollout and waves as blocks, not in braces.")
      }
    } catch let error as YAMLWriterError {
      throw Problem(
        .documentInvalid, "The waves cannot be written: \(error).",
        remedy: "Leave unusual characters out of names and texts of the waves.")
    }
  }
}
