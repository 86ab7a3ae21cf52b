import Hummingbird
import Operations

/// The plan, what it is agreed on, and how likely its dates are.
extension PageRoutes {
  func addPlan(to router: Router<AppContext>) {
    get(router, "plan") { visit in
      let plan = try await visit.ask(ShowPlan())
      return try show(
        "plan", "Plan", tab: .plan, visit, isLive: plan.items.count <= PlanPage.mostLiveItems,
        body: PlanPage(plan, card: visit.card))
    }
    post(router, "plan/baseline") { visit in
      let title = visit.form["title"]
      do {
        _ = try await visit.ask(SetBaseline(title: title), key: visit.form["key"])
        return PageAnswer.seeOther("/plan?done=\(Flash.baseline.rawValue)")
      } catch let problem as Problem {
        // Who may not even look gets the plain refusal.
        guard visit.card.agreesOnPlans, let plan = try? await visit.ask(ShowPlan()) else { throw problem }
        return try show(
          "plan", "Plan", tab: .plan, visit, isLive: false, status: ProblemMiddleware.status(problem.code.kind),
          body: PlanPage(plan, card: visit.card, typed: (title, problem)))
      }
    }
    get(router, "plan/forecast") { visit in
      let page: ForecastPage
      do {
        page = ForecastPage(try await visit.ask(Simulate()))
      } catch let problem as Problem {
        page = ForecastPage(try PageRoutes.shortcoming(problem))
      }
      // A look takes seconds; nobody wants one for every change.
      return try show("forecast", "Forecast", tab: .plan, visit, isLive: false, body: page)
    }
  }

  /// What the programme lacks is said on the page that needs it; whatever else went wrong is thrown again.
  static func shortcoming(_ problem: Problem) throws -> ProblemPage {
    switch problem.code {
    case .unknownSubject, .documentInvalid, .wrongPhase: return ProblemPage(problem)
    default: throw problem
    }
  }
}
