import Scheduling
import SequentialTests

/// Judges the guardrails of waves from the counters of closed hours.
package struct GuardrailJudge {
  private let state: State
  private let programme: Programme
  private let now: Timestamp
  private let window: GuardrailWindow
  /// What each guardrail of the rollout has of its error, by severity.
  private let alphas: [Key<Wave.Guardrail>: Double]

  package init?(_ state: State, _ programme: Programme, now: Timestamp) {
    guard let clocks = state.spec?.clocks else { return nil }
    self.state = state
    self.programme = programme
    self.now = now
    var opened: [Key<Wave>: Timestamp] = [:]
    for wave in programme.rollout.waves { opened[wave.id] = state.progress(of: wave.id).firstOpened }
    window = GuardrailWindow(programme: programme, counters: state.counters, clocks: clocks, opened: opened)
    let guardrails = programme.rollout.waves.flatMap(\.guardrails)
    let shares = try? GuardrailWeights(severities: guardrails.map(\.weight)).alphas(of: programme.rollout.alpha)
    alphas = Dictionary(zip(guardrails.map(\.id), shares ?? [])) { first, _ in first }
  }

  /// How many of a wave's people the draw put under its step, how many above, and the share it should have been.
  package struct Draw: Sendable, Equatable {
    package var inside: Int
    package var outside: Int
    package var share: Double
  }

  /// - Parameter draw: asked only where people inside a unit are compared; nil where no step divides them.
  /// - Complexity: O(guardrails × days since go-live × audiences).
  package func guardrails(of wave: Wave, draw: () -> Draw?) -> [GuardrailStatus] {
    let isWatched = GuardrailJudge.isWatched(state.progress(of: wave.id).phase)
    return wave.guardrails.map { guardrail in
      let metric = programme.metric(guardrail.metric)
      let alpha = alphas[guardrail.id] ?? 0
      return GuardrailStatus(
        guardrail: guardrail, metric: metric, alpha: alpha,
        ruling: isWatched && !isHarmed(guardrail)
          ? ruling(
            wave, guardrail, metric, alpha: alpha, draw: guardrail.comparison == .insideUnit ? draw() : nil)
          : state.watch.latest[guardrail.id]?.body,
        accepted: state.watch.accepted[guardrail.id]?.sequence)
    }
  }

  /// How many of the latest working days harm may be found to have begun on.
  private static let starts = 7

  /// Harm that was seen stays seen until somebody lets the wave go on.
  private func isHarmed(_ guardrail: Wave.Guardrail) -> Bool {
    state.watch.latest[guardrail.id]?.body.verdict == .harm
  }

  /// Whether people are in whose harm can still be stopped.
  private static func isWatched(_ phase: WaveProgress.Phase) -> Bool {
    switch phase {
    case .open, .paused, .hypercare: true
    case .planned, .closed, .rolledBack, .halted: false
    }
  }

  private func ruling(_ wave: Wave, _ guardrail: Wave.Guardrail, _ metric: Metric, alpha: Double, draw: Draw?) -> Ruling
  {
    let opened = window.opened[wave.id] ?? now
    let since = state.watch.since[guardrail.id] ?? GuardrailDays.hour(opened)
    let sources = sources(metric, guardrail.comparison)
    let known = known(sources)
    let until = known.until ?? since
    func say(
      _ verdict: Ruling.Verdict, _ finding: GuardrailFinding? = nil, lack: Ruling.Lack? = nil
    ) -> Ruling {
      Ruling(
        wave: wave.id, guardrail: guardrail.id, metric: metric.name, kind: metric.kind,
        comparison: guardrail.comparison, isRatio: guardrail.line.isRatio, verdict: verdict, test: finding?.test,
        band: finding?.band,
        line: guardrail.line.value, treatment: finding?.treatment ?? Ruling.Counters(), control: finding?.control,
        since: finding?.since ?? since, through: until, stoodOn: state.counters.sequence, lack: lack,
        days: finding?.days)
    }
    if let silent = known.silent { return say(.noData, lack: .nothingReported(system: silent)) }
    guard until > since else {
      // Hours are over that nobody has reported on.
      let behind = state.counters.closedThrough.map { $0 >= since } ?? false ? latest(sources) : nil
      return say(.noData, lack: stale(sources, guardrail) ?? behind ?? .nobodyIn)
    }
    if let neverSeen = neverSeen(metric) { return say(.noData, lack: neverSeen) }
    guard let evidence = window.evidence(wave, guardrail, metric, since: since, until: until) else {
      return say(.undecidable, lack: .nothingToCompare)
    }
    if let draw, let broken = GuardrailJudge.mismatch(draw) { return say(.undecidable, lack: broken) }
    let days = GuardrailDays(opened: opened, until: until, at: wave.calendar, window.clocks)
    let schedule = GuardrailFinding.Schedule(
      alpha: alpha, looks: state.watch.looks[guardrail.id] ?? [],
      days: days.begins.indices.count { $0 + 1 < days.count && days.begins[$0 + 1] > since })
    let starts = days.begins.filter { $0 > since }
    let later =
      guardrail.comparison == .otherDepartments
      ? nil
      : starts.indices.suffix(GuardrailJudge.starts).compactMap { index in
        window.evidence(wave, guardrail, metric, since: starts[index], until: until).map {
          GuardrailFinding.Later(start: index + 1, hour: starts[index], evidence: $0)
        }
      }
    switch GuardrailFinding.of(evidence, later: later, guardrail, metric, schedule) {
    case .lack(.nobodyIn): return say(.noData, lack: stale(sources, guardrail) ?? .nobodyIn)
    case .lack(let lack): return say(.undecidable, lack: lack)
    case .found(let finding):
      if finding.isHarm { return say(.harm, finding) }
      // What is long past may show harm, never its absence.
      if let stale = stale(sources, guardrail) { return say(.noData, finding, lack: stale) }
      let units = Int(min(finding.treatment.units, 1e15))
      if finding.isInside, units < guardrail.least {
        return say(.undecided, finding, lack: .tooFew(units: units, wanted: guardrail.least))
      }
      if !finding.isInside, let most = guardrail.most, units >= most {
        return say(.undecided, finding, lack: .endReached(units: most))
      }
      return say(finding.isInside ? .inside : .undecided, finding)
    }
  }

  /// A draw so unlike the declared share that nothing can be concluded from comparing its sides.
  private static func mismatch(_ draw: Draw) -> Ruling.Lack? {
    let total = draw.inside + draw.outside
    guard total > 0, let bound = EvidenceBound.logarithm(alpha: 0.001),
      let evidence = try? AssignmentRatio.logE(
        counts: [draw.inside, draw.outside], shares: [draw.share, 1 - draw.share]), evidence >= bound
    else { return nil }
    return .badAssignment(expected: draw.share, seen: Double(draw.inside) / Double(total))
  }

  /// The hour before which everything is closed and reported, and a system that should have spoken and has not.
  private func known(_ sources: [System]) -> (until: Int?, silent: String?) {
    guard let closed = state.counters.closedThrough else { return (nil, sources.first?.name) }
    var until = closed + 1
    for system in sources {
      if let through = state.counters.reported(system.id) {
        until = min(until, GuardrailDays.hour(through))
      } else if system.role == .new {
        return (nil, system.name)
      }
    }
    return (until, nil)
  }

  /// What is known ends too long ago: the system that has been silent for longest, and since when.
  private func stale(_ sources: [System], _ guardrail: Wave.Guardrail) -> Ruling.Lack? {
    guard case .stale(let system, let through)? = latest(sources), through + guardrail.fresh < now else { return nil }
    return .stale(system: system, since: through)
  }

  /// The system that has been silent for longest, and since when.
  private func latest(_ sources: [System]) -> Ruling.Lack? {
    sources.compactMap { system in state.counters.reported(system.id).map { (system.name, $0) } }
      .min { $0.1 < $1.1 }.map { .stale(system: $0.0, since: $0.1) }
  }

  /// The systems whose reports the comparison is made of: where those outside are looked at, the old ones too.
  private func sources(_ metric: Metric, _ comparison: Wave.Guardrail.Comparison) -> [System] {
    programme.systems.filter { system in
      let isAsked =
        switch comparison {
        case .insideUnit, .otherDepartments: true
        case .threshold, .earlierWaves: system.role == .new
        }
      return isAsked && (metric.events + metric.of).contains { $0.hasPrefix(system.id.text + ".") }
    }
  }

  /// An event of the metric that nobody has ever reported: misspelt, or never wired up.
  private func neverSeen(_ metric: Metric) -> Ruling.Lack? {
    func isSeen(_ event: String) -> Bool { state.counters.hasCounted(metric.counter(event)) }
    // Of a share nothing need ever have gone wrong, but something must have been tried.
    let asked = metric.of.isEmpty ? metric.events : metric.of
    if !asked.contains(where: isSeen) { return .neverSeen(asked) }
    return nil
  }
}
