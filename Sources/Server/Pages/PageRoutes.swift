import HTTPTypes
import Hummingbird
import Operations

/// Every page, by the address people see. A handler asks one or two use cases as the visitor and renders what they say.
struct PageRoutes: Sendable {
  let services: Services
  let templates: TemplateShelf
  let assets: AssetShelf

  init(_ services: Services) throws {
    self.services = services
    templates = try TemplateShelf()
    assets = try AssetShelf()
  }

  func add(to router: Router<AppContext>) {
    router.get("assets/:file") { request, context in
      try assets.answer(context.parameters.get("file").map { String($0) } ?? "", to: request)
    }
    addEntrance(to: router)
    addToday(to: router)
    addPlan(to: router)
    addRuns(to: router)
    addReadiness(to: router)
    addWaves(to: router)
    addGuardrails(to: router)
    addProposal(to: router)
    addHalt(to: router)
    addEveryone(to: router)
    addDepartment(to: router)
    addPerson(to: router)
    addLesson(to: router)
    addSessions(to: router)
    addJournal(to: router)
    addEvidence(to: router)
    addTrace(to: router)
    addScripts(to: router)
  }

  /// What went wrong, for people.
  func problem(_ problem: Problem, status: Int) -> Response { self.problem(problem, status: status, for: nil) }

  func problem(_ problem: Problem, status: Int, for card: VisitorCard?) -> Response {
    let sheet = sheet(
      ProblemPage.title(problem), tab: nil, card: card, body: ProblemPage(problem, signedIn: card != nil))
    guard let text = try? templates.render(sheet, with: "problem") else {
      return ProblemMiddleware.document(problem, status)
    }
    return PageAnswer.page(text, status: status)
  }

  func sheet(
    _ title: String, tab: Tab?, card: VisitorCard?, isLive: Bool = false, flash: String? = nil, body: Any
  ) -> Sheet {
    Sheet(
      title: title, body: body, isLive: isLive, isDemo: services.isDemo, style: assets.address("slipway.css"),
      script: assets.address("slipway.js"), icon: assets.address("slipway.svg"),
      frame: card.map { card in
        Sheet.Frame(
          programme: card.programme, account: card.account, role: RoleWords.of(card.role),
          links: Tab.links(for: card, current: tab), clock: Stamp(card.at),
          sequence: card.sequence, revision: card.revision)
      }, flash: flash)
  }

  // MARK: Handling

  typealias Answering = @Sendable (PageVisit) async throws -> Response

  /// A page for somebody signed in. Others are sent to sign in and come back.
  func get(_ router: Router<AppContext>, _ path: RouterPath, _ answer: @escaping Answering) {
    router.get(path) { request, context in
      guard context.visitor != nil else {
        return PageAnswer.seeOther("/sign-in?to=\(Form.encode(request.uri.description))")
      }
      return try await attempt(request, context, answer)
    }
  }

  /// A form that was sent.
  func post(_ router: Router<AppContext>, _ path: RouterPath, _ answer: @escaping Answering) {
    router.post(path) { request, context in try await attempt(request, context, answer) }
  }

  /// Whatever cannot be done is said within the visitor's own frame.
  private func attempt(_ request: Request, _ context: AppContext, _ answer: Answering) async throws -> Response {
    let visit = try await PageVisit(request, context, services)
    do {
      return try await answer(visit)
    } catch let problem as Problem {
      return self.problem(problem, status: ProblemMiddleware.status(problem.code.kind), for: visit.card)
    }
  }

  func show(
    _ template: String, _ title: String, tab: Tab?, _ visit: PageVisit, isLive: Bool = true, status: Int = 200,
    body: Any
  ) throws -> Response {
    let flash = Flash(rawValue: visit.query["done"])?.sentence
    let sheet = sheet(title, tab: tab, card: visit.card, isLive: isLive, flash: flash, body: body)
    return PageAnswer.page(try templates.render(sheet, with: template), status: status)
  }
}
