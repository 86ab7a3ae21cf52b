package import Foundation
package import Slipway

/// The bytes of an attachment that a fact of this programme speaks of.
package struct ShowAttachment: UseCase {
  package static let name = "attachment"
  package var digest: String

  package init(digest: String) { self.digest = digest }

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    package var name: String
    /// By what the bytes are.
    package var type: String
    package var bytes: Data
    /// The first fact that speaks of it.
    package var sequence: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    // Other programmes of the folder keep theirs in the same place.
    guard let sequence = turn.state.citations[digest], let wanted = Digest(text: digest),
      let entry = try EvidenceReading.entry(sequence, turn),
      let cited = entry.fact.attachments.first(where: { $0.digest == digest })
    else {
      throw Problem(
        .unknownSubject, "Nothing in this programme's journal speaks of this attachment.",
        remedy: "Open it from the piece of evidence it belongs to.")
    }
    guard let bytes = try turn.store.attachment(wanted) else {
      throw Problem(
        .unknownSubject, "“\(cited.name)” of entry \(sequence) is no longer kept as it was.",
        remedy: "Its digest stands in the journal; restore the folder \"attachments\" from a backup.")
    }
    let reply = Reply(
      name: AttachmentKind.plain(cited.name), type: AttachmentKind.type(of: bytes), bytes: Data(bytes),
      sequence: sequence)
    return Outcome { _ in reply }
  }
}
