extension SimulationCourse {
  /// Early dates of sixteen samples, and the finish of the whole.
  ///
  /// - Parameter durations: by node, twice the minutes of each sample.
  func forward(_ lanes: SimulationLanes, durations: UnsafePointer<SimulationLanes.Vector>) {
    typealias Vector = SimulationLanes.Vector
    for axis in terminalAxes { lanes.terminals[axis] = Vector(repeating: -Self.farthest) }
    for axis in watchedAxes { lanes.watched[axis] = Vector(repeating: -Self.farthest) }
    lanes.finish = Vector(repeating: doneFinish ?? -Self.farthest)
    lanes.beyond = SIMDMask<Vector>(repeating: false)
    let codes = lanes.codes
    let isEven = Vector(repeating: ~1)

    steps.withUnsafeBufferPointer { steps in
      plain.withUnsafeBufferPointer { plain in
        lagged.withUnsafeBufferPointer { lagged in
          var nextPlain = 0
          var nextLagged = 0
          for at in 0..<steps.count {
            let step = steps[at]
            var start = Vector(repeating: step.bound)
            while nextPlain < step.plainEnd {
              start = start.greater(codes[Int(plain[nextPlain])])
              nextPlain += 1
            }
            while nextLagged < step.laggedEnd {
              let edge = lagged[nextLagged]
              start = start.greater((codes[Int(edge.row)] & isEven) &+ Vector(repeating: edge.lag))
              nextLagged += 1
            }
            if step.flags.isEmpty {
              codes[at] = start &+ durations[at]
            } else if step.flags.isSubset(of: [.odd, .terminal]) {
              let finish = (start & isEven) &+ durations[at]
              codes[at] = finish
              if step.flags.contains(.terminal) {
                let axis = Int(step.axis)
                lanes.terminals[axis] = lanes.terminals[axis].greater(finish)
              }
            } else {
              codes[at] = finish(of: at, from: start, durations[at], lanes)
            }
          }
        }
      }
    }

    for axis in terminalAxes {
      lanes.finish = lanes.finish.greater(axes[axis].instants(lanes.terminals[axis]))
    }
    for axis in watchedAxes {
      lanes.beyond = lanes.beyond .| (lanes.watched[axis] .> Vector(repeating: lastCodes[axis]))
    }
  }

  /// The finish of a node that is out of the ordinary.
  ///
  /// - Parameter start: what codes allow.
  @inline(never)
  private func finish(
    of at: Int, from start: SimulationLanes.Vector, _ duration: SimulationLanes.Vector, _ lanes: SimulationLanes
  ) -> SimulationLanes.Vector {
    typealias Vector = SimulationLanes.Vector
    let flags = steps[at].flags
    let isElapsed = nodes[at].axis == axes.count - 1
    var start = start
    if flags.contains(.general) { start = generalStart(at, start, lanes) }

    var finish = start
    if !flags.contains(.zero) {
      let worked = (start & Vector(repeating: ~1)) &+ duration
      finish =
        flags.contains(.mixed)
        ? start.replacing(with: worked, where: duration .> Vector()) : worked
    }
    if flags.contains(.clamped) { finish = finish.lesser(Vector(repeating: Self.farthest)) }
    var instants: Vector?
    if flags.contains(.finishBound) {
      (finish, instants) = waited(at, finish, duration, isElapsed, lanes)
      if flags.contains(.clamped) { finish = finish.lesser(Vector(repeating: Self.farthest)) }
    }
    if flags.contains(.rows) { keep(at, finish, instants, duration, isElapsed, lanes) }
    let axis = nodes[at].axis
    if flags.contains(.terminal) {
      if let instants {
        lanes.finish = lanes.finish.greater(instants)
      } else {
        lanes.terminals[axis] = lanes.terminals[axis].greater(finish)
      }
    }
    if flags.contains(.watched) { lanes.watched[axis] = lanes.watched[axis].greater(finish) }
    return finish
  }

  /// The start that codes, instants and openings allow.
  private func generalStart(
    _ at: Int, _ start: SimulationLanes.Vector, _ lanes: SimulationLanes
  ) -> SimulationLanes.Vector {
    typealias Vector = SimulationLanes.Vector
    let axis = axes[nodes[at].axis]
    var codes = start
    var earliest = Vector(repeating: -Self.farthest)
    for edge in general[nodes[at].general] where edge.boundsStart {
      if edge.working != 0, edge.axis == nodes[at].axis {
        codes = codes.greater(lagged(lanes.instants[edge.row], edge))
      } else {
        earliest = earliest.greater(bound(lanes.instants[edge.row], edge))
      }
    }
    if !nodes[at].openings.isEmpty {
      let known = nodes[at].boundInstant
      let horizon = lastCodes[lastCodes.count - 1] >> 1
      let wanted = axis.instants(codes).greater(earliest)
      let openings = nodes[at].openings
      for lane in 0..<SimulationLanes.width {
        let instant = max(wanted[lane], known)
        let next = openings.countOfPrefix { $0 < instant }
        if next < openings.count {
          earliest[lane] = openings[next]
        } else {
          earliest[lane] = max(instant, horizon)
          lanes.beyond[lane] = true
        }
      }
      codes = Vector(repeating: -Self.farthest)
    }
    return codes.greater(axis.codes(earliest))
  }

  /// Instants moved on by a working lag, as codes on the lag's axis.
  private func lagged(_ instants: SimulationLanes.Vector, _ edge: General) -> SimulationLanes.Vector {
    (axes[edge.axis].codes(instants) & SimulationLanes.Vector(repeating: ~1))
      &+ SimulationLanes.Vector(repeating: edge.working)
  }

  /// Instants moved on by a lag.
  private func bound(_ instants: SimulationLanes.Vector, _ edge: General) -> SimulationLanes.Vector {
    guard edge.working != 0 else { return instants &+ SimulationLanes.Vector(repeating: edge.elapsed) }
    return axes[edge.axis].instants(lagged(instants, edge))
  }

  /// The finish once all that bounds it holds, as codes and as instants: it may wait in non-working time.
  private func waited(
    _ at: Int, _ finish: SimulationLanes.Vector, _ duration: SimulationLanes.Vector, _ isElapsed: Bool,
    _ lanes: SimulationLanes
  ) -> (SimulationLanes.Vector, SimulationLanes.Vector) {
    typealias Vector = SimulationLanes.Vector
    let axis = axes[nodes[at].axis]
    var wanted = Vector(repeating: max(nodes[at].finishInstant, -Self.farthest))
    for edge in general[nodes[at].general] where !edge.boundsStart {
      wanted = wanted.greater(bound(lanes.instants[edge.row], edge))
    }
    var finish = finish
    var instants = axis.instants(finish)
    if isElapsed {
      instants = instants.greater(wanted)
      return (instants &<< 1, instants)
    }
    for lane in 0..<SimulationLanes.width where wanted[lane] > instants[lane] {
      finish[lane] = axis.code(wanted[lane])
      instants[lane] = duration[lane] > 0 ? wanted[lane] : axis.instant(finish[lane])
    }
    return (finish, instants)
  }

  /// Writes the rows that others read.
  private func keep(
    _ at: Int, _ finish: SimulationLanes.Vector, _ instants: SimulationLanes.Vector?,
    _ duration: SimulationLanes.Vector, _ isElapsed: Bool, _ lanes: SimulationLanes
  ) {
    typealias Vector = SimulationLanes.Vector
    let axis = axes[nodes[at].axis]
    if let row = nodes[at].finishInstantRow {
      lanes.instants[row] = instants ?? axis.instants(finish)
    }
    guard nodes[at].startRow != nil || nodes[at].startInstantRow != nil else { return }
    var start = (finish & Vector(repeating: ~1)) &- duration
    if !isElapsed {
      start = finish.replacing(with: start | Vector(repeating: 1), where: duration .> Vector())
    }
    if let row = nodes[at].startRow { lanes.codes[row] = start }
    if let row = nodes[at].startInstantRow {
      lanes.instants[row] = axis.instants(start)
    }
  }
}
