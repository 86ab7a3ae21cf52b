import Hummingbird
import Operations
import Slipway

/// What needs somebody, where both stages stand, and what changed last. Nothing that is fine.
struct TodayPage: Sendable {
  let needs: [Need]
  let holds: String?
  let implementation: Implementation
  let rollout: Rollout
  let changes: [JournalLine]?

  struct Need: Sendable {
    let mark: Mark
    let sentence: String
    let address: String
    let action: String
  }

  struct Implementation: Sendable {
    let finish: Stamp?
    let obstacle: String?
    let done: Int
    let items: Int
    let criticalOpen: [String]
    let late: [String]
    let phases: [PhaseLine]
    let audiences: [Climb]
  }

  struct PhaseLine: Sendable {
    let name: String
    let mark: Mark
    let why: [String]
  }

  struct Climb: Sendable {
    let audience: String
    let name: String
    let ladder: String
    let rung: String
    let verdict: Mark
  }

  struct Rollout: Sendable {
    let bar: String
    let headcount: Int
    let columns: [Column]
    let isComplete: Bool
    let waves: [WaveLine]
  }

  struct Column: Sendable {
    let mark: Mark
    let count: Int
    let address: String
    let isZero: Bool
  }

  struct WaveLine: Sendable {
    let wave: String
    let name: String
    let phase: Mark
    let opens: Stamp?
    let part: String
    let hold: String?
  }

  init(_ status: StatusView, _ guardrails: GuardrailsView, _ plan: PlanView, _ journal: ShowJournal.Reply?) {
    let watch = GuardrailNeeds(guardrails, status)
    needs =
      watch.harm + status.attention.map { TodayPage.need($0, isHarmed: watch.harmed.contains($0.subject)) }
      + watch.doubts
    holds = status.automationHeld
    let open = plan.items.filter { $0.state != "done" }
    implementation = Implementation(
      finish: Stamp.day(plan.finish), obstacle: plan.obstacle, done: plan.items.count - open.count,
      items: plan.items.count, criticalOpen: open.filter(\.isCritical).prefix(3).map(\.name),
      late: open.filter(\.missesDeadline).map(\.name),
      phases: status.phases.map { phase in
        PhaseLine(
          name: phase.name, mark: .phase(standing: phase.standing),
          why: phase.standing == "met" ? [] : Array(phase.sentences.prefix(3)))
      },
      audiences: status.audiences.map { line in
        let rung = line.rollout == "not begun" ? line.implementation : line.rollout
        return Climb(
          audience: line.id, name: line.name, ladder: Ladder(reached: rung).svg, rung: rung,
          verdict: .verdict(line.verdict))
      })
    rollout = Rollout(
      bar: LedgerBar(status.ledger).svg, headcount: status.ledger.headcount,
      columns: TodayPage.columns(status.ledger), isComplete: status.isComplete,
      waves: status.waves.map { wave in
        WaveLine(
          wave: wave.id, name: wave.name, phase: .phase(wave.phase), opens: Stamp(wave.opens),
          part: "\(wave.live) of \(wave.headcount) live", hold: TodayPage.hold(Hold.list(wave, status)))
      })
    let told = journal.map { $0.entries.filter { !TodayPage.isRoutine($0) } }
    changes = told.map { $0.reversed().prefix(8).map(JournalLine.init) }
  }

  static func columns(_ ledger: EveryoneView) -> [Column] {
    [
      ("live", ledger.live), ("scheduled", ledger.scheduled), ("held", ledger.held), ("excepted", ledger.excepted),
      ("uncovered", ledger.uncovered),
    ].map { name, count in
      Column(mark: .column(name), count: count, address: "/everyone?column=\(name)", isZero: count == 0)
    }
  }

  private static func hold(_ holds: [Hold]) -> String? {
    holds.first.map { $0.sentence + (holds.count > 1 ? " And \(holds.count - 1) more." : "") }
  }

  /// A run that found all well, and hours that were counted, need nobody.
  private static func isRoutine(_ line: ShowJournal.Reply.Line) -> Bool {
    let passed = " \(Evidence.Verdict.passed.rawValue) (\(Evidence.Kind.observed.rawValue))"
    return line.kind == Fact.Kind.usageCounted.rawValue || line.kind == Fact.Kind.hourClosed.rawValue
      || line.kind == Fact.Kind.evidence.rawValue && line.sentence.contains(passed)
  }

  private static func need(_ attention: StatusView.Attention, isHarmed: Bool) -> Need {
    let (address, action) =
      switch attention.kind {
      case "contradiction": ("/gates/\(attention.subject)", "See the gate")
      case "uncovered": ("/everyone?column=uncovered", "See who")
      case "charter": ("/journal", "See the journal")
      case "flagged": ("/everyone?column=live", "See who")
      case "paused" where isHarmed, "rolled back" where isHarmed:
        ("/waves/\(attention.subject)/guardrails", "See the guardrails")
      default: ("/waves#wave-\(attention.subject)", "See the wave")
      }
    return Need(mark: .attention(attention.kind), sentence: attention.sentence, address: address, action: action)
  }
}

extension PageRoutes {
  func addToday(to router: Router<AppContext>) {
    get(router, "") { visit in PageAnswer.seeOther(visit.card.start) }
    get(router, "today") { visit in
      let status = try await visit.ask(ShowStatus())
      let guardrails = try await visit.ask(ShowGuardrails())
      let plan = try await visit.ask(ShowPlan())
      let journal = visit.card.seesJournal ? try await visit.ask(ShowJournal(after: -200, limit: 200)) : nil
      return try show("today", "Today", tab: .today, visit, body: TodayPage(status, guardrails, plan, journal))
    }
  }
}
