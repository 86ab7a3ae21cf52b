import Slipway

/// Bytes that come with evidence.
enum Attaching {
  static let text = "text/plain; charset=utf-8"

  /// Durable when it returns; what nothing refers to afterwards does no harm.
  ///
  /// - Throws: `.tooLarge` beyond `Attachment.limit`.
  static func keep(_ bytes: [UInt8], named name: String, type: String, _ turn: Turn) throws -> Attachment {
    guard bytes.count <= Attachment.limit else {
      throw Problem(
        .tooLarge, "“\(name.prefix(100))” has \(bytes.count) bytes; an attachment may have \(Attachment.limit).",
        remedy: "Attach the part that shows it, or name where the whole is kept.")
    }
    let digest = try turn.store.keep(bytes)
    return Attachment(name: String(name.prefix(100)), type: type, bytes: bytes.count, digest: digest.text)
  }
}
