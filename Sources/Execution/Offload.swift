import NIOCore
import NIOPosix

/// The step's time is over.
struct OutOfTime: Error {}

/// Calls that block, kept off the threads that others wait for.
///
/// Names and files have threads of their own, so that a dead name server does not hold up a look at a file.
enum Offload {
  enum Threads {
    case names
    case files
  }

  /// Ends at the deadline, or when the task is cancelled, even when `work` does not; its thread is then lost until the
  /// operating system lets it go. Work whose time is over before a thread is free is not begun.
  static func run<Answer: Sendable>(
    on threads: Threads = .files, until deadline: NIODeadline, _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let pool = threads == .names ? names : files
    return try await Deadline.value(on: loop, until: deadline) { promise in
      pool.runIfActive(eventLoop: loop) {
        guard NIODeadline.now() < deadline else { throw OutOfTime() }
        return try work()
      }
      .cascade(to: promise)
    }
  }

  private static let names = started(threads: 8)
  private static let files = started(threads: 4)

  private static func started(threads: Int) -> NIOThreadPool {
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    return pool
  }
}

/// Waits for a promise no longer than until a deadline or until the task is cancelled.
enum Deadline {
  static func value<Answer: Sendable>(
    on loop: any EventLoop, until deadline: NIODeadline, _ begin: (EventLoopPromise<Answer>) -> Void
  ) async throws -> Answer {
    // A promise keeps the first outcome.
    let promise = loop.makePromise(of: Answer.self)
    let timer = loop.scheduleTask(deadline: deadline) { promise.fail(OutOfTime()) }
    defer { timer.cancel() }
    begin(promise)
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      promise.fail(CancellationError())
    }
  }
}
