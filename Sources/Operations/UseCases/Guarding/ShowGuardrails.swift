package import Slipway

/// What each guardrail of a wave, or of all, says now: its band beside its line, in words, and what it stood on.
package struct ShowGuardrails: UseCase {
  package static let name = "guardrails"
  /// One wave; all of them when nil.
  package var wave: String?

  package init(wave: String? = nil) { self.wave = wave }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<GuardrailsView> {
    let status = try turn.status()
    let waves = try wave.map { [try Waves.named($0, status)] } ?? status.waves
    let view = GuardrailsView(waves, status, turn.state)
    return Outcome { _ in view }
  }
}

/// A wave's approver lets it go on in spite of a doubt, with a reason. Harm cannot be accepted, only mended and resumed.
package struct AcceptDoubt: UseCase {
  package static let name = "accept-doubt"
  package var guardrail: String
  package var reason: String

  package init(guardrail: String, reason: String) {
    self.guardrail = guardrail
    self.reason = reason
  }

  package var action: Action { .approve }

  package struct Reply: Codable, Sendable {
    package var guardrail: String
    package var wave: String
    package var sentence: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    let all = status.waves.flatMap { wave in wave.guardrails.map { (wave, $0) } }
    guard let (wave, found) = all.first(where: { $0.1.guardrail.id.text == guardrail }) else {
      let known = all.map(\.1.guardrail.id.text)
      throw Problem(
        .unknownSubject, "There is no guardrail “\(guardrail)”.",
        remedy: Nearest.to(guardrail, among: known).map { "Did you mean “\($0)”?" }
          ?? (known.isEmpty ? "This programme has none." : "Name one of: \(known.joined(separator: ", "))."))
    }
    guard case .account(let account) = turn.proof.actor else {
      throw Problem(.mayNotApprove, "Only an account can accept a doubt.", remedy: "Use an account of your own.")
    }
    try Consent.named(account, [wave.wave.approver], wave.wave.name)
    try Consent.wantReason(reason)
    switch found.ruling?.verdict {
    case .undecided, .noData, .undecidable: break
    case .harm:
      throw Problem(
        .waveHeld, "“\(guardrail)” shows harm, and harm is not accepted.",
        remedy: "Mend what does the harm, then resume the wave with a reason; the guardrail looks anew from then on.",
        findings: found.ruling.map { [Problem.Finding(message: GuardrailWords.sentence($0))] } ?? [])
    case .inside:
      throw Problem(.wrongPhase, "“\(guardrail)” is inside its margin.", remedy: "There is no doubt to accept.")
    case nil:
      throw Problem(
        .wrongPhase, "\(wave.wave.name) is not under way, so “\(guardrail)” has said nothing.",
        remedy: "A doubt can be accepted once the wave is open.")
    }
    let acceptance = DoubtAcceptance(wave: wave.wave.id, guardrail: found.guardrail.id, reason: reason)
    let sentence = found.ruling.map { GuardrailWords.sentence($0) } ?? ""
    return Outcome([.doubtAccepted(acceptance)]) { _ in
      Reply(guardrail: acceptance.guardrail.text, wave: acceptance.wave.text, sentence: sentence)
    }
  }
}

enum Waves {
  static func named(_ text: String, _ status: Status) throws(Problem) -> WaveStatus {
    if let wave = status.waves.first(where: { $0.wave.id.text == text }) { return wave }
    let known = status.waves.map(\.wave.id.text)
    throw Problem(
      .unknownSubject, "There is no wave “\(text)”.",
      remedy: Nearest.to(text, among: known).map { "Did you mean “\($0)”?" }
        ?? "Name one of: \(known.joined(separator: ", ")).")
  }
}
