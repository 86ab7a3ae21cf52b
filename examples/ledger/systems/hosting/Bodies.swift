package import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

extension Request {
  /// The whole body, up to the context's largest; a larger one is refused with 413.
  package func bytes(in context: SampleContext) async throws -> Data {
    do {
      return Data(try await body.collect(upTo: context.maxUploadSize).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw HTTPError(.contentTooLarge)
    }
  }

  /// The body read as JSON; nothing when it is something else.
  package func json<Value: Decodable>(_ type: Value.Type, in context: SampleContext) async throws -> Value? {
    let bytes = try await bytes(in: context)
    return try? JSONDecoder().decode(type, from: bytes)
  }
}
