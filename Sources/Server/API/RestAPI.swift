import HTTPTypes
import Hummingbird
import Operations
import Slipway

/// The interface for programs under `/api/v1`. A handler makes a use case of a request and JSON of its reply; what may
/// be done is decided where it is performed.
struct RestAPI {
  static let root: RouterPath = "api/v1"

  private let group: RouterGroup<AppContext>
  private let services: Services

  static func add(to router: Router<AppContext>, _ services: Services) {
    OpenAPIDocument.add(to: router)
    let api = RestAPI(group: router.group(root), services: services)
    api.addDocuments()
    api.addReading()
    api.addPlanning()
    api.addProving()
    api.addConsenting()
    api.addMoving()
    api.addPeople()
    api.addAccounts()
    api.addJournal()
  }

  /// Registers one route.
  ///
  /// - Parameter translate: reads the request; called only for somebody who is signed in.
  func on<Asked: UseCase>(
    _ method: HTTPRequest.Method, _ path: RouterPath,
    _ translate: @escaping @Sendable (Asking) async throws -> Asked
  ) {
    let services = services
    group.on(path, method: method) { request, context in
      let actor = try context.actor()
      let asking = Asking(request, context, services)
      let asked = try await translate(asking)
      return try JSONAnswer.response(try await services.writer.perform(asked, as: actor, try asking.envelope()))
    }
  }
}
