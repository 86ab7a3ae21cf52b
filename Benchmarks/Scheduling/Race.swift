import Foundation
import Scheduling
import Synchronization

/// Searches on several threads that tell each other their best, until one proves it or time is up.
struct Race {
  struct Outcome {
    var solution: ResourceSolution
    var seconds: Double
    var schedules: Int
    /// Processor seconds of all threads.
    var worked: Double
  }

  private static let burst = 2_000

  let project: ResourceProject
  let settings: Settings

  init(_ project: ResourceProject, _ settings: Settings) {
    self.project = project
    self.settings = settings
  }

  func run() -> Outcome {
    let clock = ContinuousClock()
    let begin = clock.now
    let end = begin + .seconds(settings.budget)
    let shared = Mutex<(best: ResourceSolution?, schedules: Int, worked: Double, isOver: Bool)>((nil, 0, 0, false))
    let limit = settings.schedules.map { $0 / settings.threads } ?? .max
    DispatchQueue.concurrentPerform(iterations: settings.threads) { thread in
      let from = Self.threadSeconds()
      // One of them looks for the bound as well.
      var search = ResourceSearch(
        project, seed: settings.seed &+ UInt64(thread) &* 0x51_7CC1, boundShare: thread == 0 ? 200 : 0)
      var told = search.best
      while true {
        let found = search.best
        let best = shared.withLock { shared in
          if Self.isBetter(found, than: shared.best) { shared.best = found }
          if search.isFinished { shared.isOver = true }
          return shared.isOver ? nil : shared.best
        }
        guard let best, search.schedules < limit, settings.schedules != nil || clock.now < end else { break }
        if settings.schedules == nil, Self.isBetter(best, than: told) {
          search.adopt(best.starts, lowerBound: best.lowerBound)
          told = best
        }
        search.step(schedules: Self.burst) { settings.schedules == nil && clock.now >= end }
      }
      let worked = Self.threadSeconds() - from
      shared.withLock { shared in
        if Self.isBetter(search.best, than: shared.best) { shared.best = search.best }
        shared.schedules += search.schedules
        shared.worked += worked
      }
    }
    let (best, schedules, worked, _) = shared.withLock { $0 }
    guard let best else { preconditionFailure("each thread leaves its best behind") }
    let seconds = (clock.now - begin) / .seconds(1)
    return Outcome(solution: best, seconds: seconds, schedules: schedules, worked: worked)
  }

  private static func isBetter(_ new: ResourceSolution, than old: ResourceSolution?) -> Bool {
    guard let old else { return true }
    if new.score != old.score { return new.score < old.score }
    return new.lowerBound > old.lowerBound
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
