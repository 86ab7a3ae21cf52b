import Foundation
package import Hummingbird
import NIOCore
package import Operations
import Slipway

/// The command line's door into a running server: any use case by name, over a socket only its owner can open.
package enum SocketDoor {
  /// What travels: the use case, how it is asked for, and as whom.
  package struct Parcel<Asked: Codable & Sendable>: Codable, Sendable {
    package var envelope: Envelope
    package var asked: Asked

    package init(envelope: Envelope, asked: Asked) {
      self.envelope = envelope
      self.asked = asked
    }
  }

  package static func router(_ services: Services) -> Router<AppContext> {
    let router = Router(context: AppContext.self)
    router.add(middleware: ProblemMiddleware { problem, status in ProblemMiddleware.document(problem, status) })
    router.add(middleware: IdentityMiddleware(services))
    let group = router.group("use")
    func offer<Asked: UseCase>(_ type: Asked.Type) {
      group.post(RouterPath(Asked.name)) { request, context in
        let buffer = try await request.body.collect(upTo: 80_000_000)
        let parcel = try JSONDecoder().decode(Parcel<Asked>.self, from: Data(buffer.readableBytesView))
        // Without a token, whoever can open the socket is the machine's own operator.
        let actor: Actor = context.visitor.map { .account($0.account) } ?? .localOperator
        let reply = try await services.writer.perform(parcel.asked, as: actor, parcel.envelope)
        let bytes = try JSONEncoder().encode(reply)
        return Response(
          status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
      }
    }
    for type in UseCases.all { offer(type) }
    return router
  }
}
