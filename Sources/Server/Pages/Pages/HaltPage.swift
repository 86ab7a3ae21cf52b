import Hummingbird
import Operations
import Slipway

/// Stopping everything at once, with what it does to whom before anybody confirms.
struct HaltPage: Sendable {
  let lines: [Line]
  let live: Int
  let reason: String
  let key: String
  let problem: ProblemPage?

  struct Line: Sendable {
    let name: String
    let phase: Mark
    let consequence: String
  }

  init(_ status: StatusView, reason: String = "", problem: Problem? = nil) {
    let stopped = status.waves.filter { !["planned", "halted", "rolled back"].contains($0.phase) }
    live = stopped.reduce(0) { $0 + $1.live }
    lines = stopped.map { wave in
      let fallback = Wave.Fallback(rawValue: wave.fallback).map(Catalogue.words) ?? wave.fallback
      return Line(
        name: wave.name, phase: .phase(wave.phase),
        consequence: "\(wave.live) people go to \(fallback), unless the wave is past its point of no return.")
    }
    self.reason = reason
    key = "page-\(status.sequence)-halt"
    self.problem = problem.map { ProblemPage($0) }
  }
}

extension PageRoutes {
  func addHalt(to router: Router<AppContext>) {
    get(router, "halt") { visit in
      let page = HaltPage(try await visit.ask(ShowStatus()))
      return try show("halt", "Halt all waves", tab: .waves, visit, isLive: false, body: page)
    }
    post(router, "halt") { visit in
      let reason = visit.form["reason"]
      do {
        guard !reason.isEmpty else {
          throw Problem(.malformedRequest, "A halt needs a reason.", remedy: "Say why in a line; everyone will ask.")
        }
        _ = try await visit.ask(HaltAll(reason: reason), key: visit.form["key"])
        return PageAnswer.seeOther("/waves?done=\(Flash.halt.rawValue)")
      } catch let problem as Problem {
        guard let status = try? await visit.ask(ShowStatus()) else { throw problem }
        return try show(
          "halt", "Halt all waves", tab: .waves, visit, isLive: false,
          status: ProblemMiddleware.status(problem.code.kind),
          body: HaltPage(status, reason: reason, problem: problem))
      }
    }
  }
}
