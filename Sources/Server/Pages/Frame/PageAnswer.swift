import HTTPTypes
import Hummingbird
import NIOCore

/// Pages as answers, with what every one of them tells the browser.
enum PageAnswer {
  /// Nothing comes from elsewhere, nothing is inline, nobody frames us.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  static func page(_ text: String, status: Int = 200) -> Response {
    var headers = secure
    headers[.contentType] = "text/html; charset=utf-8"
    return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// A file to keep, not a page to look at.
  static func file(_ text: String, type: String, named name: String) -> Response {
    var headers = secure
    headers[.contentType] = type
    headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// A file as it is kept. Pictures are shown in place; what has a name is one to keep.
  static func bytes(_ bytes: some Collection<UInt8>, type: String, named name: String? = nil) -> Response {
    var headers = secure
    headers[.contentType] = type
    // What is found by its own digest never changes.
    if name == nil { headers[.cacheControl] = "private, max-age=86400, immutable" }
    headers[.contentDisposition] = name.map { "attachment; filename=\"\($0)\"" } ?? "inline"
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func seeOther(_ address: String) -> Response {
    var headers = secure
    headers[.location] = address
    return Response(status: .seeOther, headers: headers)
  }

  private static var secure: HTTPFields {
    var headers = HTTPFields()
    headers[.contentSecurityPolicy] = policy
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = "no-store"
    if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "same-origin" }
    return headers
  }
}
