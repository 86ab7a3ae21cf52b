/// A problem's times as slots, each as long as divides all courses, the changeover and the distance of starts.
struct TrainingClock: Sendable {
  /// Seconds of a slot.
  let slot: Int
  /// UTC seconds of slot 0.
  let origin: Int
  let count: Int
  /// Distinct lengths of courses in slots, and each course's place among them.
  let lengths: [Int]
  let lengthOfCourse: [Int]
  let changeover: Int
  /// By room, trainer and pattern, then by length: slots at which a session may start.
  let roomStarts: [[TrainingSlots]]
  let trainerStarts: [[TrainingSlots]]
  let patternStarts: [[TrainingSlots]]
  private let attendable: [[Span]]

  init(_ problem: TrainingProblem) throws(TrainingProblemError) {
    var step = problem.startEvery
    for minutes in problem.courses.map(\.minutes) + [problem.changeover] { step = Self.divisor(step, minutes) }
    slot = step * 60
    let grid = problem.startEvery * 60
    let from = max(problem.now, problem.demands.map(\.from).min() ?? 0)
    let first = from.quotientAndRemainder(floorDividingBy: grid).quotient * grid
    origin = first
    let until = max(first, problem.demands.map(\.until).max() ?? first)
    count = (until - first) / slot
    let lengths = Array(Set(problem.courses.map { $0.minutes / step })).sorted()
    self.lengths = lengths
    lengthOfCourse = problem.courses.map { lengths.firstIndex(of: $0.minutes / step) ?? 0 }
    changeover = problem.changeover / step
    let tables = (problem.rooms.count + problem.trainers.count + problem.patterns.count) * (lengths.count + 1)
    let (bits, overflow) = tables.multipliedReportingOverflow(by: count)
    guard !overflow, bits <= 4_000_000_000 else { throw .tooLarge }
    var table = TrainingSlots(count: count)
    for begin in stride(from: 0, to: count, by: problem.startEvery / step) where origin + begin * slot >= problem.now {
      table.set(begin..<begin + 1, to: true)
    }
    let starts = table
    let (origin, slot, count) = (origin, slot, count)
    func rows(_ stretches: [TrainingInterval]) -> [TrainingSlots] {
      var row = TrainingSlots(count: count)
      for span in Self.spans(stretches) {
        let lower = max(origin, span.from) - origin
        guard span.to > origin, lower < count * slot else { continue }
        let upper = min(span.to - origin, count * slot)
        let (begin, end) = ((lower + slot - 1) / slot, upper / slot)
        if begin < end { row.set(begin..<end, to: true) }
      }
      return lengths.map { length in
        var result = row.starts(length: length)
        result.formIntersection(starts)
        return result
      }
    }
    roomStarts = problem.rooms.map { rows($0.free) }
    trainerStarts = problem.trainers.map { rows($0.available) }
    patternStarts = problem.patterns.map { rows($0) }
    attendable = problem.patterns.map { Self.spans($0) }
  }

  /// Starts in slots that keep a session of the course inside the window.
  func window(_ demand: TrainingDemand) -> Range<Int> {
    let length = lengths[lengthOfCourse[demand.course]]
    let lower = max(demand.from, origin) - origin
    let first = (lower + slot - 1) / slot
    let last = (demand.until - origin).quotientAndRemainder(floorDividingBy: slot).quotient - length
    return first <= last ? first..<last + 1 : first..<first
  }

  /// Whether people of the pattern can attend from `start` to `end`.
  func attends(_ pattern: Int, from start: Int, to end: Int) -> Bool {
    let spans = attendable[pattern]
    let index = spans.countOfPrefix { $0.from <= start }
    return index > 0 && spans[index - 1].to >= end
  }

  private static func spans(_ stretches: [TrainingInterval]) -> [Span] {
    Span.union(stretches.compactMap { $0.from < $0.to ? Span(from: $0.from, to: $0.to) : nil })
  }

  private static func divisor(_ left: Int, _ right: Int) -> Int {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
