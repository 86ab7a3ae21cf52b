import Hummingbird
import Operations
import Slipway

/// Evidence, consent and the moves of waves.
extension RestAPI {
  func addProving() {
    on(.post, "attestations") { asking in
      let body = try await asking.json(AttestationBody.self, upTo: Asking.Limit.files)
      return Attest(
        subject: body.subject, verdict: body.verdict, detail: body.detail ?? "",
        validFor: try body.validFor.map(Words.span), files: (body.files ?? []).map(\.file))
    }
    on(.post, "claims") { asking in
      let body = try await asking.json(ClaimBody.self)
      return ReportClaim(audience: body.audience, colour: body.colour)
    }
    on(.post, "promises") { asking in
      let body = try await asking.json(PromiseBody.self)
      return try RecordPromise(item: body.item, promised: body.promised, received: body.received)
    }
  }

  func addConsenting() {
    on(.post, "approvals") { asking in
      let body = try await asking.json(ApprovalBody.self)
      return Approve(
        subject: body.subject, reopening: body.reopening ?? false, evidence: body.evidence ?? [], reason: body.reason)
    }
    on(.post, "votes") { asking in
      let body = try await asking.json(VoteBody.self)
      return CastVote(
        audience: body.audience, answer: body.answer, reason: body.reason,
        conditions: try (body.conditions ?? []).map { try $0.condition() })
    }
    on(.post, "overrides") { asking in
      let body = try await asking.json(OverrideBody.self)
      return OverrideGate(audience: body.audience, reason: body.reason, lasting: try Words.span(body.lasting))
    }
    on(.post, "exceptions") { asking in
      let body = try await asking.json(ExceptionBody.self)
      return ExceptPerson(
        person: body.person, owner: body.owner, reason: body.reason, lasting: try Words.span(body.lasting))
    }
    on(.delete, "exceptions/{person}") {
      ExceptPerson(person: try $0.part("person"), owner: "", reason: "", lasting: nil)
    }
  }

  func addMoving() {
    on(.post, "guardrails/{guardrail}/accept") {
      AcceptDoubt(guardrail: try $0.part("guardrail"), reason: try await $0.json(ReasonBody.self).reason)
    }
    on(.post, "waves/{wave}/{move}") { asking in
      let text = try asking.part("move")
      guard let move = MoveWave.Move(rawValue: text) else {
        throw Problem(
          .malformedRequest, "A wave cannot “\(text.prefix(40))”.",
          remedy: "Use one of: \(MoveWave.Move.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return MoveWave(
        wave: try asking.part("wave"), move: move, reason: try await asking.json(ReasonBody.self).reason)
    }
    on(.post, "halt") { HaltAll(reason: try await $0.json(ReasonBody.self).reason) }
    on(.post, "time/confirm") { _ in ConfirmTime() }
    on(.post, "events") { try await $0.json(EventsBody.self).report() }
  }
}
