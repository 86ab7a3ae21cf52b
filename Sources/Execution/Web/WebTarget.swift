import Foundation

/// A web address taken apart, and a form of it that may be shown: no user, no password, no query.
struct WebTarget: Equatable {
  let url: URL
  let host: String
  let port: Int

  /// Nil for what is not an `http` or `https` address with a host and a possible port.
  init?(_ text: String, relativeTo base: URL? = nil) {
    guard let url = URL(string: text, relativeTo: base)?.absoluteURL, let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let written = url.host
    else { return nil }
    let host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : written
    let port = url.port ?? (scheme == "https" ? 443 : 80)
    // The client beneath takes an impossible port for our mistake and stops the process.
    guard !host.isEmpty, (1...65_535).contains(port) else { return nil }
    self.url = url
    self.host = host
    self.port = port
  }

  var isSecure: Bool { url.scheme?.lowercased() == "https" }

  /// Path and query as they are sent; nil where they hold what cannot be.
  var path: String? {
    guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return nil }
    let path = (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath)
    let whole = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    return whole.utf8.first == UInt8(ascii: "/") && whole.utf8.allSatisfy { (33...126).contains($0) } ? whole : nil
  }

  /// Host and port as the `Host` header has them.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// Where an answer from here may send us: the same server, or its secure side.
  func mayRedirect(to next: WebTarget) -> Bool {
    guard host.lowercased() == next.host.lowercased() else { return false }
    return (isSecure == next.isSecure && port == next.port) || (!isSecure && next.isSecure && next.port == 443)
  }

  var shown: String { Self.shown(url.absoluteString) }

  /// Works on any text, so that an address which cannot be used can be named in a finding, too.
  static func shown(_ text: String) -> String {
    let end = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.endIndex
    var bare = String(text[..<end])
    if let scheme = bare.range(of: "://") {
      let authority = bare[scheme.upperBound...].prefix { $0 != "/" && $0 != "\\" }
      if let at = authority.lastIndex(of: "@") { bare.removeSubrange(scheme.upperBound...at) }
    }
    return Wording.line(bare, limit: 90) + (end == text.endIndex ? "" : "?…")
  }
}
