import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Slipway

/// Stylesheet, script and icon, named by their content so that browsers may keep them for good.
struct AssetShelf: Sendable {
  private struct Asset {
    var type: String
    var bytes: [UInt8]
    var version: String
  }

  private let assets: [String: Asset]

  init() throws {
    var assets: [String: Asset] = [:]
    for url in try PageFiles.all(in: "Assets") {
      guard let type = AssetShelf.types[url.pathExtension] else { continue }
      let bytes = Array(try Data(contentsOf: url))
      assets[url.lastPathComponent] = Asset(type: type, bytes: bytes, version: String(Digest.of(bytes).text.prefix(16)))
    }
    self.assets = assets
  }

  /// The address of an asset with the version of its content.
  func address(_ name: String) -> String { "/assets/\(name)" + (assets[name].map { "?v=\($0.version)" } ?? "") }

  func answer(_ name: String, to request: Request) throws -> Response {
    guard let asset = assets[name] else { throw HTTPError(.notFound) }
    let tag = "\"\(asset.version)\""
    let isExact = Form(request.uri.query ?? "")["v"] == asset.version
    var headers = HTTPFields()
    headers[.eTag] = tag
    headers[.cacheControl] = isExact ? "public, max-age=31536000, immutable" : "no-cache"
    headers[.xContentTypeOptions] = "nosniff"
    if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
    headers[.contentType] = asset.type
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
  }

  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]
}
