package import Foundation
import Slipway

/// A file that comes with a request.
package struct NamedFile: Codable, Sendable {
  package var name: String
  package var bytes: Data

  /// Files that may come with one request.
  package static let most = 8

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = Data(bytes)
  }

  /// Keeps all of them, or none where one is refused.
  static func keep(_ files: [NamedFile], _ turn: Turn) throws -> [Attachment] {
    guard files.count <= most else {
      throw Problem(
        .tooLarge, "\(files.count) files come at once; \(most) may.", remedy: "Put several pictures into one.")
    }
    for file in files where file.bytes.count > Attachment.limit {
      throw Problem(
        .tooLarge,
        "“\(AttachmentKind.plain(file.name))” has \(file.bytes.count) bytes; an attachment may have "
          + "\(Attachment.limit).",
        remedy: "Attach a smaller picture, or name where the whole is kept.")
    }
    return try files.filter { !$0.bytes.isEmpty }.map { file in
      let bytes = Array(file.bytes)
      return try Attaching.keep(
        bytes, named: AttachmentKind.plain(file.name), type: AttachmentKind.type(of: bytes), turn)
    }
  }
}

/// What an attachment is, by its bytes and never by what was said of it.
package enum AttachmentKind {
  package static let unknown = "application/octet-stream"
  package static let pictures: Set<String> = ["image/png", "image/jpeg", "image/gif", "image/webp"]

  package static func type(of bytes: [UInt8]) -> String {
    func begins(_ signature: [UInt8], at place: Int = 0) -> Bool {
      bytes.count >= place + signature.count && bytes[place..<(place + signature.count)].elementsEqual(signature)
    }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) { return "image/gif" }
    if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) { return "image/webp" }
    if begins(Array("%PDF-".utf8)) { return "application/pdf" }
    return isText(bytes) ? Attaching.text : unknown
  }

  /// A name as it may stand on a page and in a header: no folders, no control characters, at most 100 characters.
  package static func plain(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let kept = last.unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " ._-()+,".unicodeScalars.contains(scalar)
      return isPlain ? Character(scalar) : "-"
    }
    let plain = String(kept.prefix(100)).drop { $0 == "." || $0 == " " }
    return plain.isEmpty ? "file" : String(plain)
  }

  /// UTF-8 without control characters other than line breaks and tabs.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x1B }) else { return false }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
