import Foundation
package import HTTPTypes
package import Hummingbird

extension Response {
  /// A JSON answer. Keys are sorted, so the same value always gives the same bytes.
  package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return reply(try encoder.encode(value), type: "application/json; charset=utf-8", status: status)
  }

  /// A page. It may load nothing from elsewhere and run no script.
  package static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
    var response = reply(Data(html.utf8), type: "text/html; charset=utf-8", status: status)
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
    return response
  }

  private static func reply(_ bytes: Data, type: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status,
      headers: [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// A refusal as JSON: one sentence that says what to send instead.
package struct Refusal: Encodable, Sendable {
  package let error: String

  package init(_ error: String) {
    self.error = error
  }
}

/// Text as it may stand in an HTML element or in a quoted attribute.
package func escaped(_ text: some StringProtocol) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}
