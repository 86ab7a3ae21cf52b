import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Testing

@testable import Server

/// The document tells the truth: the same routes, examples that work, replies of the form it promises.
@Suite struct OpenAPITests {
  private static let prefixes = [
    "/api/", "/ofrep/", "/admission/", "/events", "/metrics", "/healthz", "/openapi.json",
    "/xapi/",
  ]

  @Test func everyRouteIsDescribedAndEveryDescriptionIsARoute() async throws {
    try await Mill.run { mill, _ in
      let described = Set(try Interface.read().operations.map(\.name))
      let routes = try Site.router(mill.services).routes.filter { route in
        Self.prefixes.contains { route.path.description.hasPrefix($0) }
      }
      #expect(routes.count > 35)
      #expect(Set(routes.map { "\($0.method.rawValue) \($0.path.description)" }) == described)
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let interface = try Interface.read()
    func references(_ value: JSON) -> [String] {
      (value["$ref"].text.map { [$0] } ?? []) + value.members.values.flatMap(references)
        + value.elements.flatMap(references)
    }
    let all = Set(references(interface.root))
    #expect(all.count > 40)
    for reference in all {
      let target = reference.dropFirst(2).split(separator: "/").reduce(interface.root) { $0[String($1)] }
      #expect(target != .null, "\(reference)")
    }
    let identifiers = interface.operations.map { $0.content["operationId"].text }
    #expect(Set(identifiers).count == interface.operations.count)
  }

  @Test func examplesFitTheirSchemas() throws {
    let interface = try Interface.read()
    var checked = 0
    for operation in interface.operations {
      guard let body = operation.body else { continue }
      checked += 1
      #expect(interface.misfits(body.example, body.schema).isEmpty, "\(operation.name)")
    }
    #expect(checked >= 20)
    #expect(
      !interface.misfits(.object(["document": .number(1)]), .object(["$ref": .string("#/components/schemas/Document")]))
        .isEmpty)
  }

  @Test func itIsServedWithATag() async throws {
    try await Mill.run { _, client in
      let first = try await client.send(.get, "/openapi.json")
      #expect(first.status == .ok)
      #expect(try first.json["openapi"].text == "3.1.0")
      let tag = try #require(first.headers[.eTag])
      let second = try await client.send(.get, "/openapi.json", headers: [.ifNoneMatch: "\"other\", W/\(tag)"])
      #expect(second.status == .notModified && second.body.readableBytes == 0)
    }
  }
}
