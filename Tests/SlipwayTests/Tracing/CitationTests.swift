import Testing

@testable import Slipway

/// What facts say is kept beside the journal, and where they said it first.
struct CitationTests {
  private static func attachment(_ text: String) -> Slipway.Attachment {
    Slipway.Attachment(name: "\(text).txt", type: "text/plain", bytes: text.utf8.count, digest: Digest.of(text).text)
  }

  @Test func everyFactThatCarriesAttachmentsCitesThem() {
    var journal = Journal(SampleProgramme())
    let first = Self.attachment("first")
    let second = Self.attachment("second")
    journal.append(
      .evidence(
        Evidence(subject: .item("plan"), verdict: .passed, kind: .attested, detail: "ok", attachments: [first, second]))
    )
    let sequence = journal.state.sequence
    journal.append(.scriptPerformed(ScriptPerformance(test: "t-bill", lines: [], attachments: [second])))
    journal.append(.runOrdered(RunOrder(procedure: .bringUp([]))))
    let third = Self.attachment("third")
    journal.append(
      .runMoved(RunMove(run: 1, event: .ended("app", StepOutcome(.done, detail: "ok", attachments: [third])))))
    #expect(
      journal.state.citations == [
        first.digest: sequence, second.digest: sequence, third.digest: journal.state.sequence,
      ])
    #expect(journal.entries.last?.fact.attachments == [third])
  }

  @Test func aDigestIsReadAsItIsWritten() {
    let digest = Digest.of("bytes")
    #expect(Digest(text: digest.text) == digest)
    for text in [
      "", "0", String(repeating: "0", count: 63), String(repeating: "G", count: 64), digest.text.uppercased(),
    ] {
      #expect(Digest(text: text) == nil, "\(text)")
    }
  }
}
