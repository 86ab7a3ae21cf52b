package import Slipway

/// Bytes beside the database, by their SHA-256: outputs of runs, reports, pictures. At most `Attachment.limit` each.
package protocol AttachmentStore: Sendable {
  /// Durable when it returns; the same bytes again change nothing.
  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest
  /// Nil where nothing of this digest is kept, or what is there is not what the digest says.
  func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]?
}
