import Foundation
import Subprocess
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// One process from its start to its end, in a session and group of its own, its output taken as it comes.
struct ProcessRun: Sendable {
  var path: String
  var arguments: [String]
  var environment: [String: String]
  var folder: String
  /// Nil for the server's own account.
  var user: SystemUser?
  var timeLimit: Duration

  enum Ending: Sendable, Equatable {
    case exited(Int)
    case signalled(Int)
    case outOfTime
    /// The task it ran for was cancelled.
    case stopped
  }

  /// Ends the whole group when time runs out or the task is cancelled: politely, and 5 s later for good.
  ///
  /// Returns shortly after the process ends, even when something it left behind keeps its output open.
  /// - Parameter errors: what is written to standard error; nil to take it with the output, in its order.
  /// - Throws: `CommandRefusal.notSpawned` and the like.
  func run(into capture: OutputCapture, errors: OutputCapture? = nil) async throws -> Ending {
    guard !Task.isCancelled else { return .stopped }
    let stop = StopOrder()
    // Its own task, so that cancelling leaves the ending of the group to us: leader, children and all.
    let process = Task.detached { try await start(into: capture, errors: errors, until: stop) }
    return try await withTaskCancellationHandler {
      try await process.value
    } onCancel: {
      stop.give(.stopped)
    }
  }

  private func start(
    into capture: OutputCapture, errors: OutputCapture?, until stop: StopOrder
  ) async throws -> Ending {
    do {
      let status: TerminationStatus
      if let errors {
        status = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
          execution in
          let streams = [(execution.standardOutput, capture), (execution.standardError, errors)]
          await follow(execution.processIdentifier.value, streams, until: stop)
        }
        .terminationStatus
      } else {
        status = try await Subprocess.run(
          configuration, input: .none, output: .sequence, error: .combinedWithOutput
        ) { execution in
          await follow(execution.processIdentifier.value, [(execution.standardOutput, capture)], until: stop)
        }
        .terminationStatus
      }
      if let reason = stop.reason { return reason }
      switch status {
      case .exited(let code): return .exited(Int(code))
      case .signaled(let signal): return .signalled(Int(signal))
      }
    } catch let error as SubprocessError {
      throw refusal(for: error)
    }
  }

  /// Returns when the process has ended and what it wrote is read.
  private func follow(
    _ id: pid_t, _ streams: [(SubprocessOutputSequence, OutputCapture)], until stop: StopOrder
  ) async {
    let group = ProcessGroup(leader: id)
    let limit = timeLimit
    await withTaskGroup { tasks in
      tasks.addTask {
        await withTaskGroup { readers in
          for (output, capture) in streams {
            readers.addTask { await Self.read(output, of: group, into: capture) }
          }
        }
        stop.outputHasEnded()
      }
      let timer = Task {
        try await Task.sleep(for: limit)
        stop.give(.outOfTime)
      }
      await Self.watch(group, until: stop)
      timer.cancel()
    }
  }

  private static func read(
    _ output: SubprocessOutputSequence, of group: ProcessGroup, into capture: OutputCapture
  ) async {
    var ended: ContinuousClock.Instant?
    do {
      for try await part in output {
        part.withUnsafeBytes { capture.take($0) }
        if let ended, ContinuousClock.now - ended > .milliseconds(250) { return }
        // What still writes after the end was left behind on purpose and may write for ever.
        if ended == nil, group.hasLeaderEnded { ended = .now }
      }
    } catch {
      // What was read until then is what there is.
      return
    }
  }

  /// Returns when the process has ended, by itself or by order.
  private static func watch(_ group: ProcessGroup, until stop: StopOrder) async {
    for await event in stop.events {
      switch event {
      case .outputEnded: break
      case .ordered: await group.end()
      }
      break
    }
    // A process may close its output and go on.
    var pause = Duration.milliseconds(1)
    while !group.hasLeaderEnded {
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(100))
      if stop.reason != nil, !group.hasLeaderEnded { await group.end() }
    }
  }

  private var configuration: Configuration {
    Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments), environment: .custom(keyed),
      workingDirectory: FilePath(folder), platformOptions: options)
  }

  private var keyed: [Environment.Key: String] {
    var keyed: [Environment.Key: String] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { keyed[key] = value }
    }
    return keyed
  }

  private var options: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    if let user {
      options.userID = user.id
      options.groupID = user.group
      options.supplementaryGroups = user.groups
    }
    options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(5))]
    return options
  }

  private func refusal(for error: SubprocessError) -> CommandRefusal {
    let number = error.underlyingError?.rawValue ?? 0
    switch error.code {
    case .executableNotFound: return .notExecutable(path)
    case .failedToChangeWorkingDirectory: return .folderMissing(folder)
    default:
      switch number {
      case E2BIG: return .tooMuchText
      case ENOEXEC: return .notSpawned("it is not a program, and names none in its first line", isTransient: false)
      case EPERM: return .notSpawned("the server may not start it as this user", isTransient: false)
      case EAGAIN, ENOMEM, EMFILE, ENFILE: return .notSpawned("the machine is out of resources", isTransient: true)
      default: return .notSpawned("system error \(number)", isTransient: false)
      }
    }
  }
}

/// The word that a process is to end before it does by itself; the first one counts.
private final class StopOrder: Sendable {
  enum Event: Sendable { case outputEnded, ordered }

  let events: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation
  private let given = Mutex<ProcessRun.Ending?>(nil)

  init() { (events, continuation) = AsyncStream.makeStream() }

  var reason: ProcessRun.Ending? { given.withLock { $0 } }

  func give(_ reason: ProcessRun.Ending) {
    given.withLock { if $0 == nil { $0 = reason } }
    continuation.yield(.ordered)
  }

  func outputHasEnded() { continuation.yield(.outputEnded) }
}
