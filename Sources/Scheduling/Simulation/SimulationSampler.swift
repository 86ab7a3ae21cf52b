/// Draws one Latin hypercube after the other: durations by node, sixteen samples side by side, and what risks do.
///
/// Everything is drawn once for a batch; the risks' states, before and after mitigation, are applied to the same draws.
final class SimulationSampler {
  typealias Vector = SimulationLanes.Vector
  static let count = SimulationStrata.count
  static let blocks = SimulationStrata.count / SimulationLanes.width
  /// A tenth of the strata.
  static let tail = SimulationStrata.count / 10

  private let plan: SimulationDraws
  private let nodes: Int
  private let seed: UInt64

  /// Twice the minutes: block by block, node by node.
  let durations: UnsafeMutablePointer<Vector>
  /// For each uncertain driver the samples of its lowest strata, then of its highest.
  let tails: UnsafeMutablePointer<UInt16>
  /// By risk and sample: whether it strikes, in the state applied last.
  private(set) var strikes: [Bool]
  /// By sample: what the risks cost, in the state applied last.
  private(set) var riskCosts: [Double]

  /// Where the batch drawn last has its strata, by phase.
  private(set) var tables: [SimulationStrata] = []

  /// Minutes of the drivers that risks strike, as drawn, one row of samples each.
  private var drawn: [Double]
  private var groupScores: [Double]
  private var strikeShares: [Double]
  private var impactStrata: [Int]
  /// Rows of scratch, one number for each stratum or sample.
  private let values: UnsafeMutablePointer<Double>
  private let order: UnsafeMutablePointer<UInt16>
  private let row: UnsafeMutablePointer<Vector>
  private var scores = [Double](repeating: 0, count: SimulationStrata.count)
  private var ranking = SimulationRanking()

  init(_ plan: SimulationDraws, nodes: Int, seed: UInt64) {
    self.plan = plan
    self.nodes = nodes
    self.seed = seed
    durations = .allocate(capacity: max(nodes * Self.blocks, 1))
    durations.initialize(repeating: Vector(), count: max(nodes * Self.blocks, 1))
    tails = .allocate(capacity: max(plan.drivers.count * 2 * Self.tail, 1))
    tails.initialize(repeating: 0, count: max(plan.drivers.count * 2 * Self.tail, 1))
    strikes = [Bool](repeating: false, count: plan.risks.count * Self.count)
    riskCosts = [Double](repeating: 0, count: Self.count)
    drawn = [Double](repeating: 0, count: plan.struck.count * Self.count)
    groupScores = [Double](repeating: 0, count: plan.groupCount * Self.count)
    strikeShares = [Double](repeating: 0, count: plan.risks.count * Self.count)
    impactStrata = [Int](repeating: 0, count: plan.risks.count * Self.count)
    values = .allocate(capacity: Self.count)
    values.initialize(repeating: 0, count: Self.count)
    order = .allocate(capacity: Self.count)
    order.initialize(repeating: 0, count: Self.count)
    row = .allocate(capacity: Self.blocks)
    row.initialize(repeating: Vector(), count: Self.blocks)
    for (node, minutes) in plan.certain {
      for block in 0..<Self.blocks {
        durations[block * nodes + node] = Vector(repeating: Int32(truncatingIfNeeded: 2 * minutes))
      }
    }
    for (index, struck) in plan.struck.enumerated() {
      if let minutes = struck.certain {
        for sample in 0..<Self.count { drawn[index * Self.count + sample] = Double(minutes) }
      }
    }
  }

  deinit {
    durations.deallocate()
    tails.deallocate()
    values.deallocate()
    order.deallocate()
    row.deallocate()
  }

  /// Draws a batch; risks are not applied yet.
  func draw(batch: Int) {
    tables = SimulationStrata.tables(seed: seed, batch: batch)
    for group in 0..<plan.groupCount {
      let strata = tables[group % SimulationStrata.phases]
      var random = SimulationRandom(seed: seed, .group, index: group, batch: batch)
      random.permute(order, count: Self.count)
      for (stratum, score) in strata.scores.enumerated() {
        groupScores[group * Self.count + Int(order[stratum])] = score
      }
    }
    for (index, driver) in plan.drivers.enumerated() { draw(index, driver, batch) }
    for risk in plan.risks.indices {
      let strata = tables[risk % SimulationStrata.phases]
      var random = SimulationRandom(seed: seed, .strike, index: risk, batch: batch)
      random.permute(order, count: Self.count)
      for stratum in 0..<Self.count {
        strikeShares[risk * Self.count + Int(order[stratum])] = strata.shares[stratum]
      }
      random = SimulationRandom(seed: seed, .impact, index: risk, batch: batch)
      random.permute(order, count: Self.count)
      for stratum in 0..<Self.count { impactStrata[risk * Self.count + Int(order[stratum])] = stratum }
    }
  }

  private func draw(_ index: Int, _ driver: SimulationDraws.Driver, _ batch: Int) {
    let strata = tables[driver.activity % SimulationStrata.phases]
    driver.quantiles.fill(values, at: strata)
    var random = SimulationRandom(seed: seed, .duration, index: driver.activity, batch: batch)
    random.permute(order, count: Self.count)
    if !driver.groups.isEmpty { correlate(driver, strata) }
    let tail = tails + index * 2 * Self.tail
    for place in 0..<Self.tail {
      tail[place] = order[place]
      tail[Self.tail + place] = order[Self.count - Self.tail + place]
    }
    if let struck = driver.struck {
      for stratum in 0..<Self.count { drawn[struck * Self.count + Int(order[stratum])] = values[stratum] }
      return
    }
    row.withMemoryRebound(to: Int32.self, capacity: Self.count) { lanes in
      for stratum in 0..<Self.count { lanes[Int(order[stratum])] = Self.doubled(values[stratum]) }
    }
    place(driver.node)
  }

  /// Twice a whole number of minutes.
  @inline(__always)
  private static func doubled(_ minutes: Double) -> Int32 {
    Int32(truncatingIfNeeded: (minutes + 0x1.8p52).bitPattern) &<< 1
  }

  /// Copies the scratch row to the node's place in each block.
  @inline(__always)
  private func place(_ node: Int) {
    for block in 0..<Self.blocks { durations[block &* nodes &+ node] = row[block] }
  }

  /// Orders the samples by a score that is partly the groups', partly the driver's own.
  private func correlate(_ driver: SimulationDraws.Driver, _ strata: SimulationStrata) {
    scores.withUnsafeMutableBufferPointer { scores in
      for stratum in 0..<Self.count { scores[Int(order[stratum])] = driver.ownWeight * strata.scores[stratum] }
      groupScores.withUnsafeBufferPointer { groupScores in
        for (group, weight) in driver.groups {
          let first = group * Self.count
          for sample in 0..<Self.count { scores[sample] += weight * groupScores[first + sample] }
        }
      }
    }
    ranking.rank(scores, into: order)
  }

  /// Lengthens what the risks strike.
  ///
  /// - Parameter state: the exposure of each risk.
  func apply(_ state: [SimulationDraws.Exposure]) {
    var delays = [[Double]](repeating: [], count: state.count)
    var factors = delays
    for sample in 0..<Self.count { riskCosts[sample] = 0 }
    for (risk, exposure) in state.enumerated() {
      let strata = tables[risk % SimulationStrata.phases]
      func bySample(_ quantiles: SimulationQuantiles) -> [Double] {
        quantiles.fill(values, at: strata)
        return (0..<Self.count).map { values[impactStrata[risk * Self.count + $0]] }
      }
      let first = risk * Self.count
      for sample in 0..<Self.count { strikes[first + sample] = strikeShares[first + sample] < exposure.probability }
      if exposure.cost.greatest > 0 {
        let costs = bySample(exposure.cost)
        for sample in 0..<Self.count where strikes[first + sample] { riskCosts[sample] += costs[sample] }
      }
      guard !plan.risks[risk].isEmpty else { continue }
      delays[risk] = exposure.delay.greatest > 0 ? bySample(exposure.delay) : []
      factors[risk] = exposure.factor.least == 1000 && exposure.factor.isCertain ? [] : bySample(exposure.factor)
    }
    for (index, struck) in plan.struck.enumerated() {
      for sample in 0..<Self.count { values[sample] = drawn[index * Self.count + sample] }
      for risk in struck.risks {
        let first = risk * Self.count
        let (factor, delay) = (factors[risk], delays[risk])
        for sample in 0..<Self.count where strikes[first + sample] {
          var minutes = values[sample]
          if !factor.isEmpty { minutes = (minutes * factor[sample] / 1000).rounded() }
          if !delay.isEmpty { minutes += delay[sample] }
          values[sample] = min(minutes, Double(Length.longestMinutes))
        }
      }
      row.withMemoryRebound(to: Int32.self, capacity: Self.count) { lanes in
        for sample in 0..<Self.count { lanes[sample] = Self.doubled(values[sample]) }
      }
      place(struck.node)
    }
  }
}

/// Puts the samples of a batch in order of their score: by buckets first, then exactly.
struct SimulationRanking {
  private static let buckets = 512
  private var starts = [Int](repeating: 0, count: buckets + 1)

  /// Writes the samples' indices, least score first; of equal scores the lower index first.
  mutating func rank(_ scores: [Double], into order: UnsafeMutablePointer<UInt16>) {
    scores.withUnsafeBufferPointer { scores in
      starts.withUnsafeMutableBufferPointer { starts in
        starts.update(repeating: 0)
        for score in scores { starts[Self.bucket(score) &+ 1] &+= 1 }
        for index in 1..<starts.count { starts[index] &+= starts[index &- 1] }
        for (sample, score) in scores.enumerated() {
          let bucket = Self.bucket(score)
          order[starts[bucket]] = UInt16(truncatingIfNeeded: sample)
          starts[bucket] &+= 1
        }
      }
      for place in 1..<max(scores.count, 1) {
        let sample = order[place]
        let score = scores[Int(sample)]
        var gap = place
        while gap > 0, scores[Int(order[gap &- 1])] > score {
          order[gap] = order[gap &- 1]
          gap &-= 1
        }
        order[gap] = sample
      }
    }
  }

  private static func bucket(_ score: Double) -> Int {
    Int(min(max((score + 4) * 64, 0), Double(buckets - 1)))
  }
}
