import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Slipway

/// `/openapi.json`: what every route of the interface and of the doors takes and gives.
enum OpenAPIDocument {
  static let bytes: [UInt8] = {
    guard let url = Bundle.module.url(forResource: "openapi", withExtension: "json"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return Array(data)
  }()

  static let tag = "\"\(Digest.of(bytes).text.prefix(16))\""

  static func add(to router: Router<AppContext>) {
    router.get("openapi.json") { request, _ in
      let headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=300"]
      if EntityTag.matches(request.headers[.ifNoneMatch], tag) {
        return Response(status: .notModified, headers: headers)
      }
      return JSONAnswer.response(bytes: bytes, headers: headers)
    }
  }
}

/// Comparison of entity tags, weak as RFC 9110 wants it for reading.
enum EntityTag {
  static func matches(_ header: String?, _ tag: String) -> Bool {
    guard let header else { return false }
    func plain(_ text: Substring) -> Substring {
      let trimmed = text.drop { $0 == " " }
      return trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed
    }
    return header.split(separator: ",").contains { part in
      let candidate = plain(part)
      return candidate == "*" || String(candidate).trimmingCharacters(in: .whitespaces) == tag
    }
  }
}
