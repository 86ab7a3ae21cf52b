import HTTPTypes
import Hummingbird
import Operations
import Slipway

/// Coming in and going out: links that work once, name and password, choosing a password.
extension PageRoutes {
  func addEntrance(to router: Router<AppContext>) {
    router.get("enter/:secret") { request, context in
      let secret = context.parameters.get("secret").map { String($0) } ?? ""
      // Mail programs and chats fetch links before anybody clicks; only somebody's own click uses the link up.
      if Entrance.isClick(request) { return try enter(secret) }
      return try plain("enter", "Come in", body: Entrance.Doorway(address: "/enter/\(Form.encode(secret))"))
    }
    router.post("enter/:secret") { request, context in
      try Entrance.refuseForeign(request)
      return try enter(context.parameters.get("secret").map { String($0) } ?? "")
    }
    router.get("sign-in") { request, _ in
      let query = Form(request.uri.query ?? "")
      return try plain("sign-in", "Sign in", body: Entrance.SignIn(name: "", to: query["to"], problem: nil))
    }
    router.post("sign-in") { request, _ in
      try Entrance.refuseForeign(request)
      return try await signIn(request)
    }
    router.post("sign-out") { request, _ in
      if let session = request.cookies[IdentityMiddleware.cookie]?.value { try services.doorkeeper.signOut(session) }
      var response = PageAnswer.seeOther("/sign-in")
      response.setCookie(try cookie("", seconds: 0))
      return response
    }
    get(router, "password") { visit in
      try show(
        "password", "Choose a password", tab: nil, visit, isLive: false,
        body: Entrance.Password(name: visit.card.account, problem: nil))
    }
    post(router, "password") { visit in try await choose(visit) }
  }

  private func enter(_ secret: String) throws -> Response {
    try comeIn(services.doorkeeper.follow(link: secret, now: services.wall), to: "/")
  }

  private func signIn(_ request: Request) async throws -> Response {
    let form = try await PageVisit.form(request)
    do {
      let session = try services.doorkeeper.signIn(
        name: form["name"], password: form.exact("password"), now: services.wall)
      return try comeIn(session, to: Entrance.ownAddress(form["to"]))
    } catch let problem as Problem where problem.code == .notSignedIn {
      let words = Problem(
        .notSignedIn, "Nobody is known by this name and password.",
        remedy: "Check both, or ask your programme manager for a link.")
      return try plain(
        "sign-in", "Sign in", status: 401,
        body: Entrance.SignIn(name: form["name"], to: form["to"], problem: ProblemPage(words)))
    }
  }

  private func choose(_ visit: PageVisit) async throws -> Response {
    do {
      let password = visit.form.exact("password")
      guard password == visit.form.exact("again") else {
        throw Problem(.malformedRequest, "The two passwords differ.", remedy: "Type the same password twice.")
      }
      _ = try await visit.ask(ChoosePassword(password: password))
      return PageAnswer.seeOther("\(visit.card.start)?done=\(Flash.password.rawValue)")
    } catch let problem as Problem {
      return try show(
        "password", "Choose a password", tab: nil, visit, isLive: false,
        status: ProblemMiddleware.status(problem.code.kind),
        body: Entrance.Password(name: visit.card.account, problem: ProblemPage(problem)))
    }
  }

  /// A page for somebody not signed in.
  private func plain(_ template: String, _ title: String, status: Int = 200, body: Any) throws -> Response {
    let sheet = sheet(title, tab: nil, card: nil, body: body)
    return PageAnswer.page(try templates.render(sheet, with: template), status: status)
  }

  private func comeIn(_ session: Secret, to address: String) throws -> Response {
    var response = PageAnswer.seeOther(address)
    response.setCookie(try cookie(session.text, seconds: Int(Doorkeeper.sessionLength.seconds)))
    return response
  }

  private func cookie(_ value: String, seconds: Int) throws -> Cookie {
    try Cookie.validated(
      name: IdentityMiddleware.cookie, value: value, maxAge: seconds, path: "/",
      secure: services.settings.publicAddress?.hasPrefix("https:") ?? false, httpOnly: true, sameSite: .lax)
  }
}

/// What the pages of the entrance show, and what they go by.
enum Entrance {
  struct Doorway { let address: String }

  struct SignIn {
    let name: String
    let to: String
    let problem: ProblemPage?
  }

  struct Password {
    let name: String
    let problem: ProblemPage?
  }

  /// Whether a person followed a link in this browser, as far as the browser says.
  static func isClick(_ request: Request) -> Bool {
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
    guard header("Sec-Fetch-Mode") == "navigate", header("Sec-Purpose") == nil, header("Purpose") == nil else {
      return false
    }
    return header("Sec-Fetch-User") == "?1" || header("Sec-Fetch-Site") == "none"
  }

  /// Nobody may be signed in from another site's form, as somebody they are not.
  static func refuseForeign(_ request: Request) throws(Problem) {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name], site != "same-origin",
      site != "none"
    {
      throw Problem(.notAllowed, "This form was sent from another site.", remedy: "Open the page itself and try again.")
    }
  }

  /// Only an address of ours is a place to go on to.
  static func ownAddress(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    return text.hasPrefix("/") && !text.hasPrefix("//") && plain ? text : "/"
  }
}
