import Execution
package import Logging
package import Operations
package import Slipway
import Storage

/// Everything the doors need, composed once. The only place that knows all parts.
package struct Services: Sendable {
  package let writer: Writer
  package let doorkeeper: Doorkeeper
  package let settings: Settings
  package let clock: any ProgrammeClock
  package let randomness: any Randomness
  package let log: Logger
  private let runner: any WorkRunner
  private let folder: DataFolder
  private let sqlite: SQLiteStore

  /// Locks and opens the data folder, proves the journal and folds it.
  ///
  /// - Throws: `Problem` when another process holds the folder, the journal is broken or the store cannot be opened.
  package static func open(_ settings: Settings, clock: any ProgrammeClock, log: Logger) async throws -> Services {
    let folder: DataFolder
    do {
      folder = try DataFolder(at: settings.dataFolder)
    } catch {
      throw Problem(
        .folderInUse, "\(error)", remedy: "Stop the other process, or name another folder with --data.")
    }
    let store: SQLiteStore
    do {
      store = try SQLiteStore(in: folder)
    } catch {
      throw Problem(
        .storeUnavailable, "The journal cannot be opened: \(error).", remedy: "Check the folder and its disk.")
    }
    let policy = OutgoingPolicy(
      zones: settings.allowsLocalTargets ? Set(NetworkZone.allCases) : [], folders: settings.allowed.folders)
    let randomness = SystemRandomness()
    let runner = OutsideRunner(policy: policy, executables: settings.allowed.executables)
    let writer = Writer(
      store: store, clock: clock, machine: MonotonicClock(), randomness: randomness, runner: runner, log: log)
    try await writer.open()
    return Services(
      writer: writer, doorkeeper: Doorkeeper(store, randomness: randomness), settings: settings, clock: clock,
      randomness: randomness, log: log, runner: runner, folder: folder, sqlite: store)
  }

  /// Those who carry out what the queue holds; each call makes a holder of its own.
  package func crew() -> Crew {
    let name = randomness.bytes(8).map { String($0, radix: 16) }.joined()
    return Crew(writer, runner: runner, machine: MonotonicClock(), holder: name)
  }

  package func lookout() -> Lookout { Lookout(writer, runner: runner) }

  package var socketPath: String { folder.socket }

  /// Whether the folder was made by a demonstration; everything in it is synthetic.
  package var isDemo: Bool { folder.isDemo }

  /// Proves a journal without folding it, so that a broken one can be looked at.
  package static func verifyJournal(in path: String, expected: ShowHead.Reply?) throws -> VerifyJournal.Reply {
    let folder: DataFolder
    do {
      folder = try DataFolder(at: path)
    } catch {
      throw Problem(.folderInUse, "\(error)", remedy: "Stop the other process, or name another folder with --data.")
    }
    defer { folder.release() }
    let store: SQLiteStore
    do {
      store = try SQLiteStore(in: folder)
    } catch {
      throw Problem(.storeUnavailable, "The journal cannot be opened: \(error).", remedy: "Is it a journal at all?")
    }
    let reply = try JournalProof.verify(store, expected: expected)
    try store.close()
    return reply
  }

  /// Machine time of sessions, tokens and links.
  package var wall: Timestamp { WallClock().now() }

  package func markAsDemo() throws { try folder.markAsDemo() }

  package func close() throws {
    writer.bulletin.close()
    try sqlite.close()
    folder.release()
  }

  /// A secret for an account that may do everything; at first start nobody has one.
  package func setUpLink() async throws -> Secret? {
    guard try writer.store.logins().isEmpty else { return nil }
    return try await founderLink()
  }

  package func founderLink() async throws -> Secret {
    let founder: Key<Account> = "founder"
    let secret = Secret(.link, for: founder, lasting: .hours(24), now: wall, using: randomness)
    try await writer.found(Login(account: founder, programme: nil, name: "founder"), secret.ticket)
    return secret
  }
}
