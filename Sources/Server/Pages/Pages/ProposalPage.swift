import Hummingbird
import Operations
import Slipway

/// Waves as they are proposed, or what stands against any.
struct ProposalPage: Sendable {
  let lacking: ProblemPage?
  let headcount: Int
  let audiences: Int
  let plan: Plan?
  let obstacle: String?
  let conflicts: [String]
  let concessions: [Concession]

  struct Plan: Sendable {
    let last: Stamp?
    let bound: String
    let rows: [Row]
    let usage: [Usage]
  }

  struct Row: Sendable {
    let number: Int
    let opens: Stamp?
    let isBegun: Bool
    let headcount: Int
    let audiences: [String]
    let reasons: [String]
    let sizeReasons: [String]
  }

  struct Usage: Sendable {
    let number: Int
    let name: String
    let chart: String?
    let caption: String
    let weeks: [Week]

    struct Week: Sendable {
      let week: Stamp?
      let used: String
      let limit: String
      let share: String
    }
  }

  struct Concession: Sendable {
    let relaxations: [String]
    let last: Stamp?
    let waves: String
    let isMinimal: Bool
  }

  init(_ lacking: ProblemPage) {
    self.lacking = lacking
    headcount = 0
    audiences = 0
    plan = nil
    obstacle = nil
    conflicts = []
    concessions = []
  }

  init(_ view: WavePlanView, audiences: [String: String]) {
    lacking = nil
    headcount = view.headcount
    self.audiences = view.audiences
    plan = view.plan.map { Plan($0, bound: view.bound, audiences: audiences) }
    let bound = Stamp.day(view.bound).map { " None could open its last wave before \($0.words)." } ?? ""
    obstacle =
      switch view.verdict {
      case "infeasible": "No waves keep every rule. This stands against them:"
      case "undecided": "The search found no waves, and did not prove that there are none.\(bound)"
      default: nil
      }
    conflicts = view.conflicts
    concessions = view.concessions.map { concession in
      Concession(
        relaxations: concession.relaxations, last: Stamp.day(concession.last),
        waves: concession.waves == 1 ? "the only wave" : "the last of \(concession.waves) waves",
        isMinimal: concession.isMinimal)
    }
  }
}

extension ProposalPage.Plan {
  init(_ plan: WavePlanView.Proposal, bound: String, audiences: [String: String]) {
    last = Stamp.day(plan.last)
    self.bound =
      plan.proved || plan.gapDays == 0
      ? "No plan lets everybody in sooner."
      : "No plan opens its last wave before \(Stamp.day(bound)?.words ?? bound): sooner by "
        + "\(plan.gapDays) \(plan.gapDays == 1 ? "day" : "days") is the most that a better one could be "
        + "(\(WaveWords.decimal(plan.gapPermille * 100)) % of the time until then)."
    rows = plan.waves.map { wave in
      ProposalPage.Row(
        number: wave.number, opens: Stamp.day(wave.opens), isBegun: wave.isBegun, headcount: wave.headcount,
        audiences: wave.audiences.map { audiences[$0] ?? $0 }, reasons: wave.reasons, sizeReasons: wave.sizeReasons)
    }
    usage = plan.usage.enumerated().map { number, line in ProposalPage.Usage(line, number: number) }
  }
}

extension ProposalPage.Usage {
  init(_ line: WavePlanView.UsageLine, number: Int) {
    func share(_ week: WavePlanView.UsageLine.Week) -> Double { Double(week.used) / Double(max(1, week.limit)) }
    let peak = line.weeks.max { share($0) < share($1) }
    self.init(
      number: number, name: line.name, chart: UsageChart(line.weeks, caption: "usage-\(number)-caption")?.svg,
      caption: peak.map { peak in
        "At most \(WaveWords.decimal(peak.used)) of \(WaveWords.decimal(peak.limit)), in the week of "
          + "\(Stamp.day(peak.week)?.words ?? peak.week)."
      } ?? "No wave uses it.",
      weeks: line.weeks.map { week in
        Week(
          week: Stamp.day(week.week), used: WaveWords.decimal(week.used), limit: WaveWords.decimal(week.limit),
          share: Figures.percent(share(week)))
      })
  }
}

extension PageRoutes {
  func addProposal(to router: Router<AppContext>) {
    get(router, "waves/proposal") { visit in
      let page: ProposalPage
      do {
        let view = try await visit.ask(PlanWaves())
        let status = try await visit.ask(ShowStatus())
        page = ProposalPage(
          view, audiences: Dictionary(status.audiences.map { ($0.id, $0.name) }) { first, _ in first })
      } catch let problem as Problem {
        page = ProposalPage(try PageRoutes.shortcoming(problem))
      }
      // A search takes seconds; nobody wants one for every change.
      return try show("proposal", "Proposed waves", tab: .waves, visit, isLive: false, body: page)
    }
    get(router, "waves/proposal/programme.yaml") { visit in
      let view = try await visit.ask(PlanWaves(draft: true))
      guard let document = view.document else {
        throw Problem(
          .wrongPhase, "There are no proposed waves to write down.",
          remedy: "See on the page of the proposal what stands against them.")
      }
      return PageAnswer.file(document, type: "text/yaml; charset=utf-8", named: "programme.yaml")
    }
  }
}
