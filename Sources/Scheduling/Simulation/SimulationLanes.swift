/// The dates of sixteen samples at once, one row for each node and purpose.
final class SimulationLanes {
  typealias Vector = SIMD16<Int32>
  static let width = 16

  /// Finish codes by node, then wanted start codes.
  let codes: UnsafeMutablePointer<Vector>
  /// Wanted instants of early dates.
  let instants: UnsafeMutablePointer<Vector>
  /// Late start codes by node.
  let lateCodes: UnsafeMutablePointer<Vector>
  /// Wanted instants of late dates.
  let lateInstants: UnsafeMutablePointer<Vector>
  /// A place for durations, doubled, by node.
  let durations: UnsafeMutablePointer<Vector>
  /// By axis, the latest finish among terminal nodes, then among watched ones, then where late dates begin.
  let terminals: UnsafeMutablePointer<Vector>
  let watched: UnsafeMutablePointer<Vector>
  let limits: UnsafeMutablePointer<Vector>
  /// By node, minus the number of samples in which it has no float, four lanes each.
  let critical: UnsafeMutablePointer<SIMD4<Int32>>
  /// The finish of the whole, an instant.
  var finish = Vector()
  /// Lanes in which something lies beyond the horizon.
  var beyond = SIMDMask<Vector>()

  private let axisCount: Int

  init(_ course: SimulationCourse) {
    func rows(_ count: Int) -> UnsafeMutablePointer<Vector> {
      let rows = UnsafeMutablePointer<Vector>.allocate(capacity: max(count, 1))
      rows.initialize(repeating: Vector(), count: max(count, 1))
      return rows
    }
    codes = rows(course.codeRows)
    instants = rows(course.instantRows)
    lateCodes = rows(course.nodes.count)
    lateInstants = rows(course.lateInstantRows)
    durations = rows(course.nodes.count)
    axisCount = course.axes.count
    terminals = rows(axisCount)
    watched = rows(axisCount)
    limits = rows(axisCount)
    critical = .allocate(capacity: max(course.nodes.count, 1))
    critical.initialize(repeating: SIMD4(), count: max(course.nodes.count, 1))
  }

  deinit {
    for rows in [codes, instants, lateCodes, lateInstants, durations, terminals, watched, limits] {
      rows.deallocate()
    }
    critical.deallocate()
  }

  /// The same function of each lane.
  @inline(__always)
  static func map(_ vector: Vector, _ transform: (Int32) -> Int32) -> Vector {
    var vector = vector
    withUnsafeMutableBytes(of: &vector) { bytes in
      let lanes = bytes.assumingMemoryBound(to: Int32.self)
      for lane in 0..<width { lanes[lane] = transform(lanes[lane]) }
    }
    return vector
  }
}

extension SIMD16<Int32> {
  @inline(__always)
  func greater(_ other: Self) -> Self { replacing(with: other, where: other .> self) }

  @inline(__always)
  func lesser(_ other: Self) -> Self { replacing(with: other, where: other .< self) }
}
