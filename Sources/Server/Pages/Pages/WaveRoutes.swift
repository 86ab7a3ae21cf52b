import Hummingbird
import Operations

/// The waves and the moves people make with them. A move that is refused comes back with what was typed.
extension PageRoutes {
  func addWaves(to router: Router<AppContext>) {
    get(router, "waves") { visit in
      let page = WavesPage(
        try await visit.ask(ShowStatus()), try await visit.ask(ShowGuardrails()), card: visit.card)
      return try show("waves", "Waves", tab: .waves, visit, body: page)
    }
    post(router, "waves/:wave/:move") { visit in
      let wave = visit.parameter("wave")
      guard let move = MoveWave.Move(rawValue: visit.parameter("move")) else { throw HTTPError(.notFound) }
      return try await moving(visit, wave: wave, move: move.rawValue, flash: Flash(rawValue: move.rawValue)) {
        let reason = visit.form["reason"]
        if reason.isEmpty, move != .open {
          throw Problem(
            .malformedRequest, "A move needs a reason.", remedy: "Say why in a line; it stands in the journal.")
        }
        _ = try await visit.ask(MoveWave(wave: wave, move: move, reason: reason), key: visit.form["key"])
      }
    }
    post(router, "approve") { visit in
      let wave = visit.form["wave"]
      return try await moving(visit, wave: wave, move: "approve", flash: .approve) {
        let reason = visit.form["reason"]
        _ = try await visit.ask(
          Approve(
            subject: wave, reopening: visit.form["reopening"] == "yes", reason: reason.isEmpty ? nil : reason),
          key: visit.form["key"])
      }
    }
  }

  private func moving(
    _ visit: PageVisit, wave: String, move: String, flash: Flash?, _ act: () async throws -> Void
  ) async throws -> Response {
    do {
      try await act()
      return PageAnswer.seeOther("/waves?done=\(flash?.rawValue ?? "")#wave-\(Form.encode(wave))")
    } catch let problem as Problem {
      let typed = WavesPage.Typed(wave: wave, move: move, reason: visit.form["reason"], problem: problem)
      // Who may not even look gets the plain refusal.
      guard let status = try? await visit.ask(ShowStatus()), let guardrails = try? await visit.ask(ShowGuardrails())
      else { throw problem }
      return try show(
        "waves", "Waves", tab: .waves, visit, isLive: false, status: ProblemMiddleware.status(problem.code.kind),
        body: WavesPage(status, guardrails, card: visit.card, typed: typed))
    }
  }
}
