import NIOCore
import NIOPosix

/// The step's time is over.
struct OutOfTime: Error {}

/// Calls that block, kept off the threads that others wait for.
enum Offload {
  /// Ends at the deadline even when `work` does not; its thread is then lost until the operating system lets it go.
  static func run<Answer: Sendable>(
    until deadline: NIODeadline, _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let promise = loop.makePromise(of: Answer.self)
    // A promise keeps the first outcome.
    let timer = loop.scheduleTask(deadline: deadline) { promise.fail(OutOfTime()) }
    NIOThreadPool.singleton.runIfActive(eventLoop: loop, work).cascade(to: promise)
    defer { timer.cancel() }
    return try await promise.futureResult.get()
  }
}
