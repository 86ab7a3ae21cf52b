import Hummingbird
import Operations
import Slipway

/// Runs and the moves people make in them. What is refused comes back with what was typed.
extension PageRoutes {
  func addRuns(to router: Router<AppContext>) {
    get(router, "runs") { visit in
      let page = RunsPage(try await visit.ask(ShowRuns()), try await visit.ask(ShowStatus()), card: visit.card)
      return try show("runs", "Runs", tab: .runs, visit, body: page)
    }
    post(router, "runs") { visit in try await order(visit) }
    get(router, "runs/:run") { visit in
      let view = try await visit.ask(ShowRun(run: try RunAddress.number(visit)))
      return try show("run", title(view), tab: .runs, visit, body: RunPage(view, card: visit.card))
    }
    post(router, "runs/:run/moves") { visit in try await move(visit) }
  }

  private func title(_ view: RunView) -> String { "Run \(view.number), \(view.name)" }

  private func order(_ visit: PageVisit) async throws -> Response {
    let form = visit.form
    let body = RunBody(
      procedure: RunBody.Kind(rawValue: form["procedure"]),
      components: form["of"].isEmpty ? [] : [form["of"]], object: form["of"], wave: form["of"],
      reason: form["reason"].isEmpty ? nil : form["reason"])
    do {
      let reply = try await visit.ask(try body.order(), key: form["key"])
      return PageAnswer.seeOther("/runs/\(reply.run)?done=\(Flash.ordered.rawValue)")
    } catch let problem as Problem {
      let typed = RunsPage.Typed(
        form: form["form"], chosen: form["of"], reason: form["reason"], problem: problem)
      // Who may not even look gets the plain refusal.
      guard let runs = try? await visit.ask(ShowRuns()), let status = try? await visit.ask(ShowStatus()) else {
        throw problem
      }
      return try show(
        "runs", "Runs", tab: .runs, visit, isLive: false, status: ProblemMiddleware.status(problem.code.kind),
        body: RunsPage(runs, status, card: visit.card, typed: typed))
    }
  }

  private func move(_ visit: PageVisit) async throws -> Response {
    let run = try RunAddress.number(visit)
    guard let move = MoveRun.Move(rawValue: visit.form["move"]) else { throw HTTPError(.notFound) }
    let step = visit.form["step"].isEmpty ? nil : visit.form["step"]
    let detail = visit.form["detail"].isEmpty ? nil : visit.form["detail"]
    do {
      if detail == nil, move == .failed {
        throw Problem(.malformedRequest, "What failed is wanted.", remedy: "Say in a line what went wrong.")
      }
      _ = try await visit.ask(
        MoveRun(run: run, step: step, move: move, detail: detail), key: visit.form["key"])
      let place = step.map { "#step-\(Form.encode($0))" } ?? ""
      return PageAnswer.seeOther("/runs/\(run)?done=\(Flash.moved(move).rawValue)\(place)")
    } catch let problem as Problem {
      let typed = RunPage.Typed(
        form: RunMoveForm.id(move.rawValue, step), detail: detail ?? "", problem: problem)
      guard let view = try? await visit.ask(ShowRun(run: run)) else { throw problem }
      return try show(
        "run", title(view), tab: .runs, visit, isLive: false, status: ProblemMiddleware.status(problem.code.kind),
        body: RunPage(view, card: visit.card, typed: typed))
    }
  }
}

/// The number of a run in a page's address.
private enum RunAddress {
  static func number(_ visit: PageVisit) throws -> Int {
    guard let number = Int(visit.parameter("run")), (1...1_000_000_000).contains(number) else {
      throw HTTPError(.notFound)
    }
    return number
  }
}

extension Flash {
  static func moved(_ move: MoveRun.Move) -> Flash {
    switch move {
    case .acknowledge: .acknowledged
    case .done: .stepDone
    case .failed: .stepFailed
    case .retry: .retried
    case .back: .sentBack
    case .cancel: .runCancelled
    }
  }
}
