import Foundation

/// Time that processors worked for us: others on the machine do not count.
enum Stopwatch {
  /// The least of `rounds` runs, in nanoseconds for each of `operations`: other work only ever slows a run down.
  static func nanoseconds<Answer>(
    rounds: Int = 9, operations: Int, _ work: () throws -> Answer
  ) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<rounds {
      let start = worked(CLOCK_THREAD_CPUTIME_ID)
      let answer = try work()
      least = min(least, worked(CLOCK_THREAD_CPUTIME_ID) - start)
      keep(answer)
    }
    return least * 1e9 / Double(operations)
  }

  /// Seconds that processors have worked for this process, all its threads together.
  static func worked() -> Double { worked(CLOCK_PROCESS_CPUTIME_ID) }

  private static func worked(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Takes an answer where the compiler cannot see that nobody wants it.
  @inline(never) @_optimize(none)
  private static func keep<Answer>(_ answer: Answer) {}
}
