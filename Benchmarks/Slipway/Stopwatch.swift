import Foundation

/// Time passed on a clock that never goes back, and time that processors worked.
enum Stopwatch {
  /// Seconds that `work` takes.
  static func seconds<Answer>(_ work: () throws -> Answer) rethrows -> (seconds: Double, answer: Answer) {
    let start = ContinuousClock.now
    let answer = try work()
    return (seconds(since: start), answer)
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Seconds that processors have worked for this process, all its threads together.
  static var worked: Double { worked(CLOCK_PROCESS_CPUTIME_ID) }

  /// The median of `count` runs on one thread, in seconds that a processor worked: others on the machine do not count.
  static func median<Answer>(of count: Int, _ work: () throws -> Answer) rethrows -> Double {
    let times = try (0..<count).map { _ in
      let start = worked(CLOCK_THREAD_CPUTIME_ID)
      let answer = try work()
      let passed = worked(CLOCK_THREAD_CPUTIME_ID) - start
      keep(answer)
      return passed
    }
    return times.sorted()[count / 2]
  }

  private static func worked(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Takes an answer where the compiler cannot see that nobody wants it.
  @inline(never) @_optimize(none)
  private static func keep<Answer>(_ answer: Answer) {}
}

/// One line a figure, for the script that makes the table: its name, a tab, its value in the unit of its name.
enum Report {
  static func figure(_ name: String, _ value: Double) { print("\(name)\t\(value)") }
}
