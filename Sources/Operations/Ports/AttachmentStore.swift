package import Slipway

/// Bytes beside the database, by their SHA-256: outputs of runs, reports, pictures. At most `Attachment.limit` each.
package protocol AttachmentStore: Sendable {
  /// Durable when it returns; the same bytes again change nothing. Throws `.unavailable` beyond the limit.
  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest
  /// Nil where nothing of this digest is kept, or what is there is not what the digest says.
  func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]?
}

/// What nobody needs any more is forgotten: tickets that have ended, and replies to commands with a key that are older
/// than 30 days. Times are machine time.
package protocol HousekeepingStore: Sendable {
  /// The oldest first, at most `limit`.
  ///
  /// - Returns: how many were forgotten.
  func prune(at now: Timestamp, limit: Int) throws(StoreError) -> Int
}
