import Operations
import Slipway

/// Who goes next, what holds it, and the moves somebody can make.
struct WavesPage: Sendable {
  let cards: [WaveCard]
  let mayHalt: Bool
  let problem: ProblemPage?
  let holds: String?

  /// What was sent and refused, so that it stands in its form again.
  struct Typed: Sendable {
    var wave: String
    var move: String
    var reason: String
    var problem: Problem
  }

  init(_ status: StatusView, _ guardrails: GuardrailsView, card: VisitorCard, typed: Typed? = nil) {
    let watched = Dictionary(guardrails.waves.map { ($0.id, $0.guardrails) }) { first, _ in first }
    let names = Dictionary(status.audiences.map { ($0.id, $0.name) }) { first, _ in first }
    cards = status.waves.map { wave in
      WaveCard(
        wave, audiences: wave.audiences.map { (id: $0, name: names[$0] ?? $0) },
        guardrails: GuardrailLine.list(watched[wave.id] ?? [], card: card), holds: Hold.list(wave, status), card: card,
        sequence: status.sequence, typed: typed?.wave == wave.id ? typed : nil)
    }
    mayHalt = card.movesWaves && status.waves.contains { $0.phase != "planned" }
    // A refusal about no wave on this page has no form to stand at.
    let isPlaced = status.waves.contains { $0.id == typed?.wave }
    problem = isPlaced ? nil : typed.map { ProblemPage($0.problem) }
    holds = status.automationHeld
  }
}

struct WaveCard: Sendable {
  let wave: String
  let name: String
  let phase: Mark
  let since: Stamp?
  let opens: Stamp?
  let latest: Stamp?
  let audiences: [AudienceLink]
  let bar: String
  let people: String
  let columns: [TodayPage.Column]
  let steps: [Step]
  let next: String?
  let blockers: [Hold]
  let isFree: Bool
  let lastReason: String?
  let lastEntry: Int?
  let approver: String
  let fallback: String
  let learn: String?
  let guardrails: [GuardrailLine]
  /// Whether they say anything yet.
  let isWatched: Bool
  let moves: [MoveForm]
  let refused: ProblemPage?

  struct AudienceLink: Sendable {
    let address: String
    let name: String
  }

  struct Step: Sendable {
    let percent: Int
    let word: String
    let symbol: String
    let state: String
  }

  init(
    _ view: WaveView, audiences: [(id: String, name: String)], guardrails: [GuardrailLine], holds: [Hold],
    card: VisitorCard, sequence: Int, typed: WavesPage.Typed?
  ) {
    wave = view.id
    name = view.name
    phase = .phase(view.phase)
    since = Stamp(view.since)
    opens = Stamp(view.opens)
    latest = Stamp(view.latest)
    self.audiences = audiences.map { AudienceLink(address: "/gates/\($0.id)", name: $0.name) }
    bar = LedgerBar(view).svg
    people = "\(view.live) of \(view.headcount) live"
    columns = [("live", view.live), ("scheduled", view.scheduled), ("held", view.held), ("excepted", view.excepted)]
      .filter { $0.1 > 0 }.map { name, count in
        TodayPage.Column(mark: .column(name), count: count, address: "/everyone?column=\(name)", isZero: false)
      }
    steps = WaveCard.steps(view)
    next = view.next.map(WaveCard.words)
    blockers = holds
    isFree = view.next != nil && view.blockers.isEmpty
    lastReason = view.lastReason
    lastEntry = view.lastSequence
    approver = view.approver
    fallback = Wave.Fallback(rawValue: view.fallback).map(Catalogue.words) ?? view.fallback
    learn = view.learn
    self.guardrails = guardrails
    isWatched = guardrails.contains(where: \.isBegun)
    moves = MoveForm.offered(view, card: card, sequence: sequence, typed: typed)
    // A move that is no longer offered has no form left to say it at.
    let isPlaced = moves.contains { $0.move == typed?.move }
    refused = isPlaced ? nil : typed.map { ProblemPage($0.problem) }
  }

  private static func steps(_ view: WaveView) -> [Step] {
    let isOver = view.phase == "hypercare" || view.phase == "closed"
    return view.steps.map { percent in
      if isOver || view.stepPercent.map({ percent < $0 }) ?? false {
        Step(percent: percent, word: "done", symbol: "✓", state: "done")
      } else if view.stepPercent == percent {
        Step(percent: percent, word: "now", symbol: "▶", state: "now")
      } else {
        Step(percent: percent, word: "ahead", symbol: "○", state: "ahead")
      }
    }
  }

  private static func words(_ next: String) -> String {
    switch next {
    case "open": "Open for the first step"
    case "widen": "Widen to the next step"
    case "hypercare": "Go into hypercare"
    case "close": "Close"
    case "reopen": "Reopen, once approved anew"
    default: next
    }
  }
}

/// One move somebody can make with a wave, as a form behind its own heading.
struct MoveForm: Sendable {
  let id: String
  let address: String
  let move: String
  let label: String
  let explanation: String
  let wave: String
  let reopening: Bool
  let asksReason: Bool
  let needsReason: Bool
  let reason: String
  let key: String
  let isOpen: Bool
  let isGrave: Bool
  let refusal: ProblemPage?

  private enum Offer: String { case open, pause, resume, rollback, reopen, approve }

  static func offered(
    _ view: WaveView, card: VisitorCard, sequence: Int, typed: WavesPage.Typed?
  ) -> [MoveForm] {
    let isApprover = view.approver == card.account && card.seesProgramme
    let isLatched = view.phase == "halted" || view.phase == "rolled back"
    let waits = view.blockers.contains(Catalogue.sentence(.awaitsApproval(approver: view.approver)))
    var offers: [Offer] = isApprover && (isLatched || waits) ? [.approve] : []
    if card.movesWaves {
      switch view.phase {
      case "planned": offers += [.open]
      case "open", "hypercare": offers += [.pause, .rollback]
      case "paused": offers += [.resume, .rollback]
      case "halted", "rolled back": offers += [.reopen]
      default: break
      }
    }
    return offers.map { MoveForm($0, view, isLatched: isLatched, sequence: sequence, typed: typed) }
  }

  private init(_ offer: Offer, _ view: WaveView, isLatched: Bool, sequence: Int, typed: WavesPage.Typed?) {
    let mine = typed?.move == offer.rawValue ? typed : nil
    id = "move-\(view.id)-\(offer.rawValue)"
    address = offer == .approve ? "/approve" : "/waves/\(view.id)/\(offer.rawValue)"
    move = offer.rawValue
    label = MoveForm.label(offer, isLatched)
    explanation = MoveForm.explanation(offer, view, isLatched)
    wave = view.id
    reopening = offer == .approve && isLatched
    asksReason = offer != .open
    needsReason = offer != .open && offer != .approve
    reason = mine?.reason ?? ""
    // The same form sent twice is one move; once anything happened it is another form.
    key = "page-\(sequence)-\(view.id)-\(offer.rawValue)"
    isOpen = mine != nil
    isGrave = offer == .rollback
    refusal = mine.map { ProblemPage($0.problem) }
  }

  private static func label(_ offer: Offer, _ isLatched: Bool) -> String {
    switch offer {
    case .open: "Open"
    case .pause: "Pause"
    case .resume: "Resume"
    case .rollback: "Roll back"
    case .reopen: "Reopen"
    case .approve: isLatched ? "Approve its reopening" : "Approve its opening"
    }
  }

  private static func explanation(_ offer: Offer, _ view: WaveView, _ isLatched: Bool) -> String {
    let fallback = Wave.Fallback(rawValue: view.fallback).map(Catalogue.words) ?? view.fallback
    switch offer {
    case .open:
      return "Lets in the first \(view.steps.first ?? 100) % of \(view.headcount) people who meet their conditions, "
        + "if every gate is GO, \(view.approver) agreed and the window is open."
    case .pause: return "Nobody new is let in. The \(view.live) who are in stay in."
    case .resume: return "Lifts the pause if the gates are GO. The step is watched anew from its beginning."
    case .rollback:
      return "The \(view.live) people who are in go to \(fallback). The wave latches: to reopen it, \(view.approver) "
        + "must approve anew, and somebody else must reopen it."
    case .reopen: return "Needs a new approval by \(view.approver), given after the wave latched, and not from you."
    case .approve:
      return isLatched
        ? "Records your word that it may open again, on the revision and the evidence in force now."
        : "Records your word that it may open once its gates are GO and its window is open."
    }
  }
}
