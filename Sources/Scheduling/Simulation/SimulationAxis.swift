/// A calendar's working time as an axis of whole numbers, and the way to and from instants.
///
/// Instants are minutes after a base common to all calendars. A position w counts working minutes; the code 2w stands
/// for the instant at which they are done, 2w + 1 for the one at which the next one begins: 17:00 on Friday and 09:00 on
/// Monday have the same w. Codes are ordered like instants. Within a stretch both codes are one instant, and what turns
/// an instant into a code there gives the odd one, so that an even code always says "at the end of a stretch".
///
/// Before the horizon nothing is; after its last working minute all time is working time.
final class SimulationAxis: Sendable {
  /// The code at the end of all working time.
  let last: Int32

  /// A stretch of working time; all that a look-up needs of it lies together.
  private struct Stretch {
    let from: Int32
    /// Begin of the next stretch; a sentinel for the last.
    let next: Int32
    /// 2 × working minutes up to its end; a sentinel for the last, behind which time goes on as working time.
    let end: Int32
    /// What a position in it lacks to its instant.
    let offset: Int32
  }

  private let stretches: [Stretch]
  /// Index of the first stretch that may hold a code, by its leading bits.
  private let byCode: [Int32]
  private let codeShift: Int32
  /// Likewise by instant after the first stretch's begin.
  private let byInstant: [Int32]
  private let instantShift: Int32

  /// Time without a calendar: every minute counts, the base is at 0.
  static let elapsed = SimulationAxis(spans: [Span(from: 0, to: 1)])

  convenience init(_ calendar: WorkCalendar, base: Int) {
    // Stretches that a historic zone shifts by seconds are widened to whole minutes.
    let spans = calendar.stretches.map { stretch in
      Span(from: (stretch.from - base) / 60, to: (stretch.to - base + 59) / 60)
    }
    self.init(spans: Span.union(spans))
  }

  /// - Parameter spans: at least one; ascending, apart.
  private init(spans: [Span]) {
    var total = 0
    var ends: [Int] = []
    var stretches: [Stretch] = []
    for (index, span) in spans.enumerated() {
      let before = total
      total += span.to - span.from
      ends.append(2 * total)
      let isLast = index == spans.count - 1
      stretches.append(
        Stretch(
          from: Int32(truncatingIfNeeded: span.from),
          next: isLast ? .max : Int32(truncatingIfNeeded: spans[index + 1].from),
          end: isLast ? .max : Int32(truncatingIfNeeded: 2 * total),
          offset: Int32(truncatingIfNeeded: span.from - before)))
    }
    last = Int32(truncatingIfNeeded: 2 * total)
    self.stretches = stretches
    (byCode, codeShift) = Self.index(ends.dropLast(), from: 0)
    (byInstant, instantShift) = Self.index(spans.dropFirst().map { $0.from - 1 }, from: spans[0].from)
  }

  /// For each bucket of 2^shift numbers from `from` on, how many of the ascending `limits` lie below the bucket.
  private static func index(_ limits: [Int], from: Int) -> ([Int32], Int32) {
    let reach = (limits.last ?? from) - from + 1
    var shift = 0
    while reach >> shift > 8 * limits.count + 16 { shift += 1 }
    var table: [Int32] = []
    var below = 0
    for bucket in 0...(reach >> shift) {
      while below < limits.count, limits[below] < from + bucket << shift { below += 1 }
      table.append(Int32(truncatingIfNeeded: below))
    }
    return (table, Int32(truncatingIfNeeded: shift))
  }

  // MARK: Sixteen at once

  typealias Vector = SimulationLanes.Vector

  /// The instants of codes.
  func instants(_ codes: Vector) -> Vector {
    byCode.withUnsafeBufferPointer { byCode in
      stretches.withUnsafeBufferPointer { stretches in
        let most = Int32(truncatingIfNeeded: byCode.count - 1)
        return SimulationLanes.map(codes) { code in
          var index = Int(byCode[Int(min(max(code, 0) >> codeShift, most))])
          // The last end is greater than all codes.
          while stretches[index].end < code { index &+= 1 }
          return (code >> 1) &+ stretches[index].offset
        }
      }
    }
  }

  /// The codes of the earliest working instants, or ends of work, at or after the given ones.
  func codes(_ instants: Vector) -> Vector {
    inStretches(instants) { instant, stretch in
      guard instant >= stretch.from else { return 1 }
      let code = 2 &* (instant &- stretch.offset)
      return code == stretch.end ? code : min(code, stretch.end) &+ 1
    }
  }

  /// The codes of the latest working instants, or ends of work, at or before the given ones.
  func floorCodes(_ instants: Vector) -> Vector {
    inStretches(instants) { instant, stretch in
      guard instant >= stretch.from else { return 0 }
      let code = 2 &* (instant &- stretch.offset)
      return code < stretch.end ? code &+ 1 : stretch.end
    }
  }

  /// A function of each instant and of the stretch that begins last at or before it, or else of the first one.
  @inline(__always)
  private func inStretches(_ instants: Vector, _ transform: (Int32, Stretch) -> Int32) -> Vector {
    byInstant.withUnsafeBufferPointer { byInstant in
      stretches.withUnsafeBufferPointer { stretches in
        let first = stretches[0].from
        let most = Int32(truncatingIfNeeded: byInstant.count - 1)
        return SimulationLanes.map(instants) { instant in
          // Below the sentinel, so that the search ends.
          let instant = min(instant, .max - 1)
          var index = Int(byInstant[Int(min(max(instant &- first, 0) >> instantShift, most))])
          while stretches[index].next <= instant { index &+= 1 }
          return transform(instant, stretches[index])
        }
      }
    }
  }

  // MARK: One at a time

  func instant(_ code: Int32) -> Int32 { instants(Vector(repeating: code))[0] }
  func code(_ instant: Int32) -> Int32 { codes(Vector(repeating: instant))[0] }
}
