import Admission
import Operations
import Slipway
import Synchronization

/// Who may ask about which systems: asked of the writer, and believed for a second, so that a flood of questions costs
/// one proof.
final class AdmissionScope: Sendable {
  private struct Asker: Hashable {
    var actor: Actor
    var programme: String?
  }

  private struct Known {
    var reply: EvaluateScope.Reply
    var until: ContinuousClock.Instant
  }

  private static let memory = Duration.seconds(1)
  private static let places = 1_000

  private let writer: Writer
  private let known = Mutex<[Asker: Known]>([:])

  init(_ writer: Writer) { self.writer = writer }

  /// - Throws: `Problem` with `.notAllowed` when the role does not let its bearer ask.
  func reply(for actor: Actor, programme: String?) async throws -> EvaluateScope.Reply {
    let asker = Asker(actor: actor, programme: programme)
    let now = ContinuousClock.now
    if let found = known.withLock({ $0[asker] }), found.until > now { return found.reply }
    let reply = try await writer.perform(EvaluateScope(), as: actor, Envelope(programme: programme))
    known.withLock { known in
      if known.count >= Self.places { known = known.filter { $0.value.until > now } }
      if known.count < Self.places { known[asker] = Known(reply: reply, until: now + Self.memory) }
    }
    return reply
  }

  /// The table in force for whoever asks, and the part of it that they may see.
  func view(for actor: Actor, programme: String?) async throws -> (table: AccessTable, scope: SystemScope) {
    let reply = try await reply(for: actor, programme: programme)
    guard let table = writer.board.table(of: Key(reply.programme)) else {
      throw Problem(.unknownProgramme, "Nothing has been compiled yet.", remedy: "Apply a programme document first.")
    }
    return (table, .only(Set(reply.systems.map(\.id))))
  }
}
