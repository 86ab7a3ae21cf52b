/// What is counted and summed while samples pass by, for the risks in one state.
final class SimulationTally {
  typealias Vector = SimulationLanes.Vector
  private static let count = SimulationStrata.count

  let lanes: SimulationLanes
  /// By sample, minutes after the base.
  private(set) var finishes: [Int32] = []
  private(set) var costs: [Double] = []
  private(set) var milestones: [[Int32]]
  private(set) var beyond = 0
  /// By driver of the sampler, sums over the samples of its lowest and highest tenth.
  private(set) var tails: [Tails]
  /// By risk, sums over the samples it strikes.
  private(set) var struck: [Struck]
  private(set) var sums: [Sums]

  struct Tails {
    var finishLow = 0.0
    var finishHigh = 0.0
    var costLow = 0.0
    var costHigh = 0.0
  }

  struct Struck {
    var count = 0
    var finish = 0.0
    var cost = 0.0
  }

  /// Of twice a node's minutes x and the finish y, each less a constant near it.
  struct Sums {
    var x = 0.0
    var xx = 0.0
    var xy = 0.0
  }

  private struct Partial {
    var x = SIMD4<Float>()
    var xx = SIMD4<Float>()
    var xy = SIMD4<Float>()
  }

  private let course: SimulationCourse
  private let draws: SimulationDraws
  /// Nodes whose minutes vary.
  private let varying: [Int]
  /// Subtracted before anything is squared.
  private var centres: [Int32]
  private var origin: Int32 = 0
  private var partials: [Partial]
  /// Minor units for a hundred and twenty minutes, by node.
  private let rates: [(node: Int, rate: Double)]
  private let fixedCost: Double
  private let milestoneRows: [(rows: [Int], done: Int32)]

  init(_ simulation: Simulation, fixedCost: Double) {
    course = simulation.course
    draws = simulation.draws
    let model = simulation.model
    lanes = SimulationLanes(course)
    milestones = [[Int32]](repeating: [], count: model.milestones.count)
    tails = [Tails](repeating: Tails(), count: draws.drivers.count)
    struck = [Struck](repeating: Struck(), count: draws.risks.count)
    var isVarying = [Bool](repeating: false, count: course.nodes.count)
    for driver in draws.drivers { isVarying[driver.node] = true }
    for struck in draws.struck { isVarying[struck.node] = true }
    varying = isVarying.indices.filter { isVarying[$0] }
    sums = [Sums](repeating: Sums(), count: varying.count)
    partials = [Partial](repeating: Partial(), count: varying.count)
    centres = [Int32](repeating: 0, count: varying.count)
    rates = course.nodes.enumerated().compactMap { at, node in
      let rate = model.activities[node.activity].costPerHour
      return rate > 0 ? (at, Double(rate)) : nil
    }
    self.fixedCost = fixedCost
    milestoneRows = model.milestones.map { milestone in
      var rows: [Int] = []
      var done = -SimulationCourse.farthest
      for activity in milestone.activities {
        if let at = simulation.course.node[activity] {
          if let row = simulation.course.nodes[at].finishInstantRow { rows.append(row) }
        } else if case .done(_, let finish) = model.network.activities[activity].progress {
          done = max(done, SimulationCourse.minutes(finish, base: simulation.course.base))
        }
      }
      return (rows, done)
    }
  }

  var samples: Int { finishes.count }

  /// The place of a node among those that vary, by node.
  var varyingNodes: [Int] { varying }

  /// Twice the minutes and the instant that the sums leave out.
  func centre(_ place: Int) -> Double { Double(centres[place]) }
  var finishOrigin: Double { Double(origin) }

  /// Passes a drawn batch through the network.
  func pass(_ sampler: SimulationSampler) {
    let first = finishes.count
    for block in 0..<SimulationSampler.blocks {
      let durations = UnsafePointer(sampler.durations + block * course.nodes.count)
      course.forward(lanes, durations: durations)
      if finishes.isEmpty { settleCentres(durations) }
      keep(durations, riskCosts: sampler.riskCosts, from: block * SimulationLanes.width)
      course.backward(lanes, durations: durations)
      addProducts(durations)
    }
    for place in partials.indices {
      sums[place].x += Self.total(partials[place].x)
      sums[place].xx += Self.total(partials[place].xx)
      sums[place].xy += Self.total(partials[place].xy)
      partials[place] = Partial()
    }
    addTails(sampler, first)
    addStrikes(sampler, first)
  }

  private static func total(_ lanes: SIMD4<Float>) -> Double {
    Double(lanes[0]) + Double(lanes[1]) + Double(lanes[2]) + Double(lanes[3])
  }

  private func settleCentres(_ durations: UnsafePointer<Vector>) {
    origin = lanes.finish[0]
    for (place, at) in varying.enumerated() { centres[place] = durations[at][0] }
  }

  private func keep(_ durations: UnsafePointer<Vector>, riskCosts: [Double], from first: Int) {
    var worked = SIMD16<Double>()
    for (at, rate) in rates { worked += SIMD16<Double>(durations[at]) * rate }
    for lane in 0..<SimulationLanes.width {
      finishes.append(lanes.finish[lane])
      let cost = (worked[lane] / 120 + riskCosts[first + lane] + fixedCost).rounded()
      costs.append(min(cost, 0x1p62))
      if lanes.beyond[lane] { beyond += 1 }
    }
    for (index, milestone) in milestoneRows.enumerated() {
      var latest = Vector(repeating: milestone.done)
      for row in milestone.rows { latest = latest.greater(lanes.instants[row]) }
      for lane in 0..<SimulationLanes.width { milestones[index].append(latest[lane]) }
    }
  }

  /// Sums of sixteen samples at a time in single precision, for a batch; exact enough for correlations.
  private func addProducts(_ durations: UnsafePointer<Vector>) {
    let y = SIMD16<Float>(lanes.finish &- Vector(repeating: origin))
    varying.withUnsafeBufferPointer { varying in
      centres.withUnsafeBufferPointer { centres in
        partials.withUnsafeMutableBufferPointer { partials in
          for place in 0..<varying.count {
            let x = SIMD16<Float>(durations[varying[place]] &- Vector(repeating: centres[place]))
            partials[place].x += Self.folded(x)
            partials[place].xx += Self.folded(x * x)
            partials[place].xy += Self.folded(x * y)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func folded(_ lanes: SIMD16<Float>) -> SIMD4<Float> {
    let half = lanes.lowHalf + lanes.highHalf
    return half.lowHalf + half.highHalf
  }

  private func addTails(_ sampler: SimulationSampler, _ first: Int) {
    let tail = SimulationSampler.tail
    finishes.withUnsafeBufferPointer { finishes in
      costs.withUnsafeBufferPointer { costs in
        for index in tails.indices {
          let samples = sampler.tails + index * 2 * tail
          var (low, high) = (0, 0)
          var (costLow, costHigh) = (0.0, 0.0)
          for place in 0..<tail {
            low &+= Int(finishes[first + Int(samples[place])])
            high &+= Int(finishes[first + Int(samples[tail + place])])
            costLow += costs[first + Int(samples[place])]
            costHigh += costs[first + Int(samples[tail + place])]
          }
          tails[index].finishLow += Double(low)
          tails[index].finishHigh += Double(high)
          tails[index].costLow += costLow
          tails[index].costHigh += costHigh
        }
      }
    }
  }

  private func addStrikes(_ sampler: SimulationSampler, _ first: Int) {
    for risk in struck.indices {
      for sample in 0..<Self.count where sampler.strikes[risk * Self.count + sample] {
        struck[risk].count += 1
        struck[risk].finish += Double(finishes[first + sample])
        struck[risk].cost += costs[first + sample]
      }
    }
  }
}
