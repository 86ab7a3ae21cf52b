extension SimulationCourse {
  /// Late dates of the sixteen samples whose early dates `lanes` holds, as far as the finish of the whole holds them
  /// back, and which nodes have no float.
  ///
  /// - Parameter durations: those of the forward pass.
  func backward(_ lanes: SimulationLanes, durations: UnsafePointer<SimulationLanes.Vector>) {
    typealias Vector = SimulationLanes.Vector
    for axis in terminalAxes {
      lanes.limits[axis] = axes[axis].floorCodes(lanes.finish)
    }
    let late = lanes.lateCodes
    let one = Vector(repeating: 1)
    lateSteps.withUnsafeBufferPointer { steps in
      plainLate.withUnsafeBufferPointer { plain in
        laggedLate.withUnsafeBufferPointer { lagged in
          var at = steps.count - 1
          while at >= 0 {
            let step = steps[at]
            var finish = Vector(repeating: 1 << 30)
            for edge in Int(step.plainFrom)..<Int(step.plainEnd) {
              finish = finish.lesser(late[Int(plain[edge])])
            }
            for edge in Int(step.laggedFrom)..<Int(step.laggedEnd) {
              let lag = lagged[edge]
              finish = finish.lesser((late[Int(lag.row)] | one) &- Vector(repeating: lag.lag))
            }
            let duration = durations[at]
            if step.flags.isSubset(of: .terminal) {
              if step.flags.contains(.terminal) { finish = finish.lesser(lanes.limits[Int(step.axis)]) }
              finish |= one
              late[at] = finish &- duration
            } else {
              finish = lateFinish(at, finish, duration, lanes)
            }
            let isCritical = (finish | one) .== (lanes.codes[at] | one)
            let count = Vector().replacing(with: Vector(repeating: -1), where: isCritical)
            let half = count.lowHalf &+ count.highHalf
            lanes.critical[at] &+= half.lowHalf &+ half.highHalf
            at -= 1
          }
        }
      }
    }
  }

  /// The late finish of a node that is out of the ordinary, after its late start is kept.
  ///
  /// - Parameter finish: what codes allow, the finish of the whole aside.
  @inline(never)
  private func lateFinish(
    _ at: Int, _ finish: SimulationLanes.Vector, _ duration: SimulationLanes.Vector, _ lanes: SimulationLanes
  ) -> SimulationLanes.Vector {
    typealias Vector = SimulationLanes.Vector
    let flags = lateSteps[at].flags
    let one = Vector(repeating: 1)
    let axis = axes[nodes[at].axis]
    var limit = flags.contains(.terminal) ? finish.lesser(lanes.limits[nodes[at].axis]) : finish
    var start = Vector(repeating: 1 << 30)
    var latest = Vector(repeating: Self.farthest)
    if flags.contains(.generalLate) {
      for edge in startLate[nodes[at].startLate] {
        let code = lanes.lateCodes[Int(edge.row)]
        start = start.lesser(edge.lag == 0 ? code : (code | one) &- Vector(repeating: edge.lag))
      }
      var latestStart = Vector(repeating: Self.farthest)
      for edge in generalLate[nodes[at].generalLate] {
        let instants = before(lanes.lateInstants[edge.row], edge)
        if edge.boundsStart { latestStart = latestStart.lesser(instants) } else { latest = latest.lesser(instants) }
      }
      limit = limit.lesser(axis.floorCodes(latest))
      start = start.lesser(axis.floorCodes(latestStart))
    }
    // A start at an even code, where no work can begin, is one a minute of work earlier.
    let worked = (limit | one).lesser(((start &- one) | one) &+ duration)
    var late = worked
    var lateStart = worked &- duration
    if flags.contains(.zero) || flags.contains(.mixed) {
      let takesTime = duration .> Vector()
      late = limit.lesser(start).replacing(with: worked, where: takesTime)
      lateStart = late.replacing(with: lateStart, where: takesTime)
    }
    if flags.contains(.clamped) { lateStart = lateStart.greater(Vector(repeating: -Self.farthest)) }
    lanes.lateCodes[at] = lateStart
    guard flags.contains(.rowsLate) else { return late }

    if let row = nodes[at].lateStartInstantRow {
      lanes.lateInstants[row] = axis.instants(lateStart)
      let openings = nodes[at].openings
      if !openings.isEmpty {
        lanes.lateInstants[row] = SimulationLanes.map(lanes.lateInstants[row]) { instant in
          let next = openings.countOfPrefix { $0 <= instant }
          return next > 0 ? openings[next - 1] : instant
        }
      }
    }
    if let row = nodes[at].lateFinishInstantRow {
      let done = axis.instants(late)
      if flags.contains(.terminal) { latest = latest.lesser(lanes.finish) }
      let allowed = latest.lesser(axis.instants(finish))
      lanes.lateInstants[row] = done.replacing(with: allowed.lesser(done), where: duration .> Vector())
    }
    return late
  }

  /// Instants moved back by a lag.
  private func before(_ instants: SimulationLanes.Vector, _ edge: General) -> SimulationLanes.Vector {
    guard edge.working != 0 else { return instants &- SimulationLanes.Vector(repeating: edge.elapsed) }
    let axis = axes[edge.axis]
    let codes = axis.codes(instants) | SimulationLanes.Vector(repeating: 1)
    return axis.instants(codes &- SimulationLanes.Vector(repeating: edge.working))
  }
}
