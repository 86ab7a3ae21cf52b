import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

/// Every route of the interface and the doors, as nobody and in every role. A new route without a line here fails.
@Suite struct RoleTests {
  /// Initials of the roles that may: manager, rollout manager, department head, participant, executive, integration.
  private static let allowed: [String: String] = [
    "POST /api/v1/check": "MRDE", "POST /api/v1/receipt": "MRDE", "PUT /api/v1/document": "M",
    "GET /api/v1/revisions": "MRDE", "GET /api/v1/revisions/{number}": "MRDE", "GET /api/v1/status": "MRDE",
    "GET /api/v1/gates/{audience}": "MRDE", "GET /api/v1/plan": "MRDE", "GET /api/v1/everyone": "MRDE",
    "GET /api/v1/people/{person}": "MRDP", "POST /api/v1/people": "MR", "POST /api/v1/conditions": "MR",
    "DELETE /api/v1/people/{person}": "M", "POST /api/v1/runs": "MR", "POST /api/v1/attestations": "MRD",
    "POST /api/v1/claims": "MRD", "POST /api/v1/promises": "MRD", "POST /api/v1/approvals": "MRDE",
    "POST /api/v1/votes": "MRDE", "POST /api/v1/overrides": "MRE", "POST /api/v1/exceptions": "MR",
    "DELETE /api/v1/exceptions/{person}": "MR", "POST /api/v1/waves/{wave}/{move}": "MR", "POST /api/v1/halt": "MR",
    "POST /api/v1/time/confirm": "M", "GET /api/v1/lessons/{lesson}": "P",
    "POST /api/v1/lessons/{lesson}/attempts": "P", "GET /api/v1/journal": "MRE", "GET /api/v1/journal/head": "MRE",
    "GET /api/v1/journal/verify": "MRE", "GET /api/v1/journal/{sequence}": "MRE", "POST /api/v1/events": "MRI",
    "GET /api/v1/accounts": "M", "POST /api/v1/accounts": "M", "DELETE /api/v1/accounts/{account}": "M",
    "POST /api/v1/password": "MRDPE", "POST /ofrep/v1/evaluate/flags/{key}": "MRI",
    "POST /ofrep/v1/evaluate/flags": "MRI", "GET /ofrep/v1/stream": "MRI", "GET /events": "MRDPE",
    "GET /metrics": "MRI", "POST /api/v1/baselines": "M", "GET /api/v1/marginal-values": "MRDE",
    "GET /api/v1/wave-plan": "MRDE", "GET /api/v1/simulation": "MRDE", "GET /api/v1/guardrails": "MRDE",
    "GET /api/v1/waves/{wave}/guardrails": "MRDE", "POST /api/v1/guardrails/{guardrail}/accept": "MRDE",
    "POST /api/v1/lessons/{lesson}/grants": "MRD", "GET /api/v1/training": "MRDE",
    "GET /api/v1/training/people": "MR", "POST /api/v1/completions": "MR", "GET /api/v1/sessions": "MRDPE",
    "GET /api/v1/sessions/{session}": "MRDPE", "POST /api/v1/sessions/{session}/seats": "MRDP",
    "DELETE /api/v1/sessions/{session}/seats/{number}": "MRDP", "POST /api/v1/sessions/{session}/attendance": "MRD",
    "POST /xapi/statements": "MRI", "PUT /xapi/statements": "MRI",
    "GET /api/v1/runs": "MRDE", "GET /api/v1/runs/{run}": "MRDE", "POST /api/v1/runs/{run}/moves": "MR",
    "GET /api/v1/queue": "MR", "POST /api/v1/dry-runs": "MR",
    "GET /api/v1/adoption": "MRDE", "GET /api/v1/effects/{metric}": "MRDE",
    "GET /api/v1/evidence": "MRDE", "GET /api/v1/evidence/{piece}": "MRDE", "GET /api/v1/trace": "MRDE",
    "POST /api/v1/test-reports": "MR", "GET /api/v1/scripts/{test}": "MRDE",
    "POST /api/v1/scripts/{test}/performances": "MRD", "POST /api/v1/scripts/{test}/confirmations": "MRD",
  ]
  /// Open to everybody; forward-auth proves its caller in its own way.
  private static let open: Set<String> = [
    "GET /healthz", "GET /openapi.json", "GET /xapi/about", "GET /admission/{system}/forward-auth",
  ]

  @Test func everyRouteHasALine() throws {
    let names = Set(try Interface.read().operations.map(\.name))
    #expect(names == Set(Self.allowed.keys).union(Self.open))
    #expect(Set(try Interface.read().operations.filter(\.isOpen).map(\.name)) == Self.open)
  }

  @Test func nobodyGetsNothing() async throws {
    try await Mill.run { mill, client in
      for operation in try Interface.read().operations where !Self.open.contains(operation.name) {
        let reply = try await Self.send(operation, client, nil)
        #expect(reply.status == .unauthorized, "\(operation.name)")
        #expect(reply.problem == "not-signed-in", "\(operation.name)")
        let forged = try await Self.send(operation, client, "slp_token_00000000_\(String(repeating: "0", count: 64))")
        #expect(forged.status == .unauthorized, "\(operation.name)")
      }
    }
  }

  /// Pages lead strangers to the entrance; what stands open is listed here.
  @Test func strangersSeeNoPage() async throws {
    let open: Set<String> = [
      "GET /assets/{file}", "GET /enter/{secret}", "POST /enter/{secret}", "GET /sign-in", "POST /sign-in",
      "POST /sign-out",
    ]
    try await Mill.run { mill, client in
      let described = Set(try Interface.read().operations.map(\.name))
      for route in try Site.router(mill.services).routes {
        let name = "\(route.method.rawValue) \(route.path.description)"
        if described.contains(name) || open.contains(name) { continue }
        let address = route.path.description.replacing("{", with: "").replacing("}", with: "")
        let reply = try await client.send(
          route.method, address, json: route.method == .get ? nil : "x=1", type: "application/x-www-form-urlencoded")
        #expect([302, 303, 401].contains(reply.status.code), "\(name): \(reply.status)")
      }
    }
  }

  @Test(arguments: Mill.roles.map(\.account))
  func eachRoleMayWhatTheTableSays(_ account: String) async throws {
    let interface = try Interface.read()
    let role = try #require(Mill.roles.first { $0.account == account }?.role)
    let initial = role == .programmeManager ? "M" : try #require(role.rawValue.uppercased().first)
    try await Mill.run { mill, client in
      try await mill.makeReady()
      _ = try await mill.services.writer.perform(OrderRun(procedure: .bringUp([])), as: .localOperator)
      // A closed bulletin ends every stream after its first event.
      mill.services.writer.bulletin.close()
      for operation in interface.operations {
        guard let line = Self.allowed[operation.name] else { continue }
        let reply = try await Self.send(operation, client, mill.tokens[account])
        let refused = reply.status == .forbidden && reply.problem == "not-allowed"
        #expect(
          refused == !line.contains(initial),
          "\(operation.name) as \(account): \(reply.status) \(reply.text.prefix(200))")
        if !refused {
          #expect(
            ![400, 404, 413, 415, 500].contains(reply.status.code), "\(operation.name): \(reply.text.prefix(300))")
        }
        if reply.status == .ok, reply.headers[.contentType] == "application/json" {
          let schema = operation.content["responses"]["200"]["content"]["application/json"]["schema"]
          let misfits = interface.misfits(try reply.json, schema)
          #expect(misfits.isEmpty, "\(operation.name): \(misfits)")
        }
      }
    }
  }

  private static func send(
    _ operation: Interface.Operation, _ client: any TestClientProtocol, _ token: String?
  ) async throws -> TestResponse {
    try await client.send(
      operation.method, operation.address, as: token, json: operation.bodyText, type: operation.body?.type,
      headers: operation.headers)
  }

  @Test func aCookieNeedsAPageOfOurOwn() async throws {
    try await Mill.run { mill, client in
      let link = try await mill.services.founderLink()
      let session = try mill.services.doorkeeper.follow(link: link.text, now: mill.services.wall)
      let cookie: HTTPFields = [.cookie: "\(IdentityMiddleware.cookie)=\(session.text)"]
      #expect(try await client.send(.get, "/api/v1/status", headers: cookie).status == .ok)
      let forged = try await client.send(.post, "/api/v1/halt", json: "{\"reason\":\"x\"}", headers: cookie)
      #expect(forged.status == .forbidden)
      var foreign = cookie
      foreign[.origin] = "https://elsewhere.example"
      #expect(
        try await client.send(.post, "/api/v1/halt", json: "{\"reason\":\"x\"}", headers: foreign).status == .forbidden)
      var own = cookie
      own[.origin] = "http://localhost"
      #expect(try await client.send(.post, "/api/v1/halt", json: "{\"reason\":\"x\"}", headers: own).status == .ok)
    }
  }

  @Test func revokingEndsATokenAtOnceAndAnotherProgrammesAccountIsOutOfReach() async throws {
    try await Mill.run { mill, client in
      let manager = mill.tokens["manager"]
      #expect(try await client.send(.get, "/api/v1/status", as: mill.tokens["felix"]).status == .ok)
      #expect(try await client.send(.delete, "/api/v1/accounts/felix", as: manager).status == .ok)
      #expect(try await client.send(.get, "/api/v1/status", as: mill.tokens["felix"]).status == .unauthorized)
      _ = try await mill.services.founderLink()
      let grab = try await client.send(
        .post, "/api/v1/accounts", as: manager, json: "{\"account\":\"founder\",\"role\":\"executive\"}")
      #expect(grab.status == .forbidden && grab.problem == "not-allowed")
    }
  }

  @Test func thePastIsReadWithTodaysRights() async throws {
    try await Mill.run { mill, client in
      mill.clock.advance(to: .at("2026-03-21T10:00:00Z"))
      let demote = GrantAccount(account: "felix", role: .participant, person: "M003", kind: .token)
      _ = try await mill.services.writer.perform(demote, as: .localOperator)
      let reply = try await client.send(.get, "/api/v1/status?at=2026-03-20T10:00:00Z", as: mill.tokens["felix"])
      #expect(reply.status == .forbidden)
      let newcomer = GrantAccount(account: "nora", role: .executive, kind: .token)
      let secret = try await mill.services.writer.perform(newcomer, as: .localOperator).secret
      let seen = try await client.send(.get, "/api/v1/status?at=2026-03-20T10:00:00Z", as: secret)
      #expect(seen.status == .ok)
      #expect(try seen.json["at"].text == "2026-03-20T10:00:00Z")
    }
  }
}
