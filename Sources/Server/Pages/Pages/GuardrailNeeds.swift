import Operations
import Slipway

/// What guardrails want of somebody: harm always, a doubt where waiting alone will not lift it.
struct GuardrailNeeds: Sendable {
  /// Harm that the waves' own lines do not tell already.
  let harm: [TodayPage.Need]
  let doubts: [TodayPage.Need]
  /// Waves with harm, by id.
  let harmed: Set<String>

  init(_ view: GuardrailsView, _ status: StatusView) {
    var harm: [TodayPage.Need] = []
    var doubts: [TodayPage.Need] = []
    var harmed: Set<String> = []
    let waves = Dictionary(status.waves.map { ($0.id, $0) }) { first, _ in first }
    for (wave, guardrail) in view.waves.flatMap({ wave in wave.guardrails.map { (wave, $0) } }) {
      guard let verdict = guardrail.verdict.flatMap(Ruling.Verdict.init), let known = waves[wave.id] else { continue }
      let need = TodayPage.Need(
        mark: .guardrail(verdict), sentence: "\(wave.name): \(guardrail.sentence)",
        address: "/waves/\(wave.id)/guardrails#guardrail-\(guardrail.id)", action: "See the guardrail")
      switch verdict {
      case .harm:
        guard wave.phase != "closed" else { continue }
        harmed.insert(wave.id)
        let isTold = status.attention.contains { $0.subject == wave.id && $0.sentence.contains(guardrail.sentence) }
        if !isTold { harm.append(need) }
      case .noData, .undecidable, .undecided:
        if GuardrailNeeds.holds(guardrail, verdict, known, wave.guardrails.map(\.sentence)) { doubts.append(need) }
      case .inside: break
      }
    }
    self.harm = harm
    self.doubts = doubts
    self.harmed = harmed
  }

  /// A report that is missing will not come by itself; any other doubt wants somebody once nothing else holds the wave.
  private static func holds(
    _ guardrail: GuardrailView, _ verdict: Ruling.Verdict, _ wave: WaveView, _ sentences: [String]
  ) -> Bool {
    guard guardrail.accepted == nil, wave.blockers.contains(guardrail.sentence) else { return false }
    return verdict == .noData || wave.blockers.allSatisfy(sentences.contains)
  }
}
