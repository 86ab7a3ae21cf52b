import Hummingbird
import Operations

/// What guardrails say, and the word of an approver who takes a doubt upon themselves.
extension PageRoutes {
  func addGuardrails(to router: Router<AppContext>) {
    get(router, "guardrails") { visit in try await guardrails(visit, of: nil) }
    get(router, "waves/:wave/guardrails") { visit in try await guardrails(visit, of: visit.parameter("wave")) }
    post(router, "guardrails/:guardrail/accept") { visit in
      let guardrail = visit.parameter("guardrail")
      let wave = visit.form["wave"]
      let reason = visit.form["reason"]
      do {
        if reason.isEmpty {
          throw Problem(
            .malformedRequest, "A doubt is accepted with a reason.",
            remedy: "Say in a line why the wave may go on; it stands in the journal.")
        }
        let reply = try await visit.ask(AcceptDoubt(guardrail: guardrail, reason: reason), key: visit.form["key"])
        return PageAnswer.seeOther(
          "/waves/\(Form.encode(reply.wave))/guardrails?done=\(Flash.accept.rawValue)#guardrail-"
            + Form.encode(reply.guardrail))
      } catch let problem as Problem {
        // Who may not even look, or whose wave is not there, gets the plain refusal.
        guard let status = try? await visit.ask(ShowStatus()),
          let view = try? await visit.ask(ShowGuardrails(wave: wave))
        else { throw problem }
        let typed = GuardrailsPage.Typed(guardrail: guardrail, reason: reason, problem: problem)
        return try show(
          "guardrails", "Guardrails", tab: .waves, visit, isLive: false,
          status: ProblemMiddleware.status(problem.code.kind),
          body: GuardrailsPage(view, status, only: wave, card: visit.card, typed: typed))
      }
    }
  }

  private func guardrails(_ visit: PageVisit, of wave: String?) async throws -> Response {
    let view = try await visit.ask(ShowGuardrails(wave: wave))
    let page = GuardrailsPage(view, try await visit.ask(ShowStatus()), only: wave, card: visit.card)
    return try show("guardrails", "Guardrails", tab: .waves, visit, body: page)
  }
}
