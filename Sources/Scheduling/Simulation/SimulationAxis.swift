/// A calendar's working time as an axis of whole numbers, and the way to and from instants.
///
/// Instants are minutes after a base common to all calendars. A position w counts working minutes; the code 2w stands
/// for the instant at which they are done, 2w + 1 for the one at which the next one begins: 17:00 on Friday and 09:00 on
/// Monday have the same w. Codes are ordered like instants. Within a stretch both codes are one instant, and what turns
/// an instant into a code there gives the odd one, so that an even code always says "at the end of a stretch".
///
/// Before the horizon nothing is; after its last working minute all time is working time.
struct SimulationAxis: Sendable {
  /// The code at the end of all working time.
  let last: Int32

  /// 2 × working minutes up to each stretch's end; then a sentinel.
  private let ends: [Int32]
  /// What a position in each stretch lacks to its instant.
  private let offsets: [Int32]
  /// Begin of each stretch; then a sentinel.
  private let froms: [Int32]
  /// Index of the first stretch that may hold a code, by its leading bits.
  private let byCode: [Int32]
  private let codeShift: Int32
  /// Likewise by instant after the first stretch's begin.
  private let byInstant: [Int32]
  private let instantShift: Int32

  /// Time without a calendar: every minute counts, the base is at 0.
  static let elapsed = SimulationAxis(spans: [Span(from: 0, to: 1)])

  init(_ calendar: WorkCalendar, base: Int) {
    // Stretches that a historic zone shifts by seconds are widened to whole minutes.
    let spans = calendar.stretches.map { stretch in
      Span(from: (stretch.from - base) / 60, to: (stretch.to - base + 59) / 60)
    }
    self.init(spans: Span.union(spans))
  }

  /// - Parameter spans: at least one; ascending, apart.
  private init(spans: [Span]) {
    var total = 0
    var ends: [Int32] = []
    var offsets: [Int32] = []
    for span in spans {
      offsets.append(Int32(truncatingIfNeeded: span.from - total))
      total += span.to - span.from
      ends.append(Int32(truncatingIfNeeded: 2 * total))
    }
    last = Int32(truncatingIfNeeded: 2 * total)
    // Behind the last stretch time goes on as working time: the last stretch has no end.
    ends[ends.count - 1] = .max
    self.ends = ends
    self.offsets = offsets
    froms = spans.map { Int32(truncatingIfNeeded: $0.from) } + [.max]
    (byCode, codeShift) = Self.index(ends.dropLast().map { Int($0) }, from: 0)
    (byInstant, instantShift) = Self.index(spans.dropFirst().map { $0.from - 1 }, from: spans[0].from)
  }

  /// For each bucket of 2^shift numbers from `from` on, how many of the ascending `limits` lie below the bucket.
  private static func index(_ limits: [Int], from: Int) -> ([Int32], Int32) {
    let reach = (limits.last ?? from) - from + 1
    var shift = 0
    while reach >> shift > 2 * limits.count + 16 { shift += 1 }
    var table: [Int32] = []
    var below = 0
    for bucket in 0...(reach >> shift) {
      while below < limits.count, limits[below] < from + bucket << shift { below += 1 }
      table.append(Int32(truncatingIfNeeded: below))
    }
    return (table, Int32(truncatingIfNeeded: shift))
  }

  /// The instant of a code.
  func instant(_ code: Int32) -> Int32 {
    var index = Int(byCode[min(Int(max(code, 0) >> codeShift), byCode.count - 1)])
    while ends[index] < code { index += 1 }
    return (code >> 1) &+ offsets[index]
  }

  /// Index of the stretch that begins last at or before `instant`; 0 when none does.
  private func stretch(at instant: Int32) -> Int {
    let bucket = Int(max(instant &- froms[0], 0) >> instantShift)
    var index = Int(byInstant[min(bucket, byInstant.count - 1)])
    while froms[index + 1] <= instant { index += 1 }
    return index
  }

  /// The code of the earliest working instant, or end of work, at or after `instant`.
  func code(_ instant: Int32) -> Int32 {
    let index = stretch(at: instant)
    guard instant >= froms[index] else { return 1 }
    let code = 2 &* (instant &- offsets[index])
    let end = ends[index]
    return code == end ? code : min(code, end) &+ 1
  }

  /// The code of the latest working instant, or end of work, at or before `instant`.
  func floorCode(_ instant: Int32) -> Int32 {
    let index = stretch(at: instant)
    guard instant >= froms[index] else { return 0 }
    let code = 2 &* (instant &- offsets[index])
    let end = ends[index]
    return code < end ? code &+ 1 : end
  }

  /// The working minutes before `instant`.
  func position(_ instant: Int32) -> Int32 {
    floorCode(instant) >> 1
  }
}
