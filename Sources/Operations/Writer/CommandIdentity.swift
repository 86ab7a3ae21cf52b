import Foundation
import Slipway

/// When two commands are the same command: their key and the digest of what they ask.
enum CommandIdentity {
  /// Nil where no key came along, or where the answer shows a secret and so is never kept.
  static func key<Asked: UseCase>(of asked: Asked, by actor: Actor, _ envelope: Envelope) -> CommandKey? {
    asked.keepsReply ? envelope.key.map { CommandKey(actor: text(actor), key: $0) } : nil
  }

  static func digest<Asked: UseCase>(of asked: Asked, in programme: Key<Programme>) throws -> Digest {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Digest.of(Array("\(Asked.name) \(programme) ".utf8) + Array(try encoder.encode(asked)))
  }

  static let keyReused = Problem(
    .keyReused, "This idempotency key was used before for something else.",
    remedy: "Send the very same command again, or use a new key.")

  private static func text(_ actor: Actor) -> String {
    switch actor {
    case .localOperator: "local-operator"
    case .account(let account): "account:\(account)"
    case .automation: "automation"
    case .runner: "runner"
    }
  }
}
