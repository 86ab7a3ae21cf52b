/// The forward pass alone, over given durations: for measuring it beside its peers.
package final class SimulationForwardPass {
  /// How many samples a run passes.
  package let samples: Int

  private let course: SimulationCourse
  private let lanes: SimulationLanes
  private let durations: [SimulationLanes.Vector]

  /// - Parameter minutes: by sample and activity; whole sixteens of samples, those beyond are left out.
  package init(_ simulation: Simulation, minutes: [[Int]]) {
    let width = SimulationLanes.width
    let course = simulation.course
    self.course = course
    lanes = SimulationLanes(course)
    samples = minutes.count / width * width
    var durations = [SimulationLanes.Vector](
      repeating: SimulationLanes.Vector(), count: minutes.count / width * course.nodes.count)
    for (sample, row) in minutes.prefix(samples).enumerated() {
      for (activity, minutes) in row.enumerated() where activity < course.node.count {
        guard let at = course.node[activity] else { continue }
        durations[sample / width * course.nodes.count + at][sample % width] = Int32(truncatingIfNeeded: 2 * minutes)
      }
    }
    self.durations = durations
  }

  /// The sum of all samples' finishes, minutes after the first instant of the calendars.
  package func run() -> Int {
    var sum = 0
    durations.withUnsafeBufferPointer { durations in
      guard let first = durations.baseAddress else { return }
      for block in stride(from: 0, to: durations.count, by: max(course.nodes.count, 1)) {
        course.forward(lanes, durations: first + block)
        for lane in 0..<SimulationLanes.width { sum &+= Int(lanes.finish[lane]) }
      }
    }
    return sum
  }
}
