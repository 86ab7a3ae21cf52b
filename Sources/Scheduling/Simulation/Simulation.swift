/// A model that was checked and prepared, and can be drawn from.
///
/// Durations come from Latin hypercubes (McKay et al.); dates are exact to the minute in every sample, on every
/// calendar. The same model and options give the same bytes on every machine: all that is drawn and all that is summed
/// is plain arithmetic in a fixed order.
///
/// - Source: M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting values of input
///   variables in the analysis of output from a computer code", Technometrics 21 (1979) 239–245,
///   doi:10.1080/00401706.1979.10489755; R. L. Iman, W. J. Conover, "A distribution-free approach to inducing rank
///   correlation among input variables", Communications in Statistics B11 (1982) 311–334,
///   doi:10.1080/03610918208812265; criticality, cruciality and SSI: M. Vanhoucke, "Using activity sensitivity and
///   network topology information to monitor project time performance", Omega 38 (2010) 359–370,
///   doi:10.1016/j.omega.2009.10.001.
public struct Simulation: Sendable {
  /// What was prepared.
  public let model: SimulationModel

  let course: SimulationCourse
  let draws: SimulationDraws

  /// Checks a model and prepares it.
  ///
  /// - Throws: what is wrong first, in the order in which `SimulationError` lists it.
  /// - Complexity: O(V + E) and the working stretches of the calendars.
  public init(_ model: SimulationModel) throws(SimulationError) {
    try SimulationCheck.check(model)
    self.model = model
    var draws = SimulationDraws(model)
    course = try SimulationCourse(model, ranges: draws.ranges, wanted: model.milestones.flatMap(\.activities))
    draws.place(model, node: course.node)
    self.draws = draws
  }

  /// Draws samples until they converge or suffice; at least two batches.
  ///
  /// - Parameters:
  ///   - progress: told the samples drawn so far after each batch.
  ///   - shouldStop: asked after each batch; true ends the run with the samples drawn so far.
  /// - Throws: `.invalidOptions`.
  /// - Complexity: O(samples × (V + E)); O(samples) memory for each milestone.
  public func run(
    _ options: SimulationOptions = SimulationOptions(), progress: (Int) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws(SimulationError) -> SimulationReport {
    let batches = try options.batches()
    let sampler = SimulationSampler(draws, nodes: course.nodes.count, seed: options.seed)
    var fixed = 0.0
    for activity in model.activities { fixed += Double(activity.fixedCost) }
    let before = SimulationTally(self, fixedCost: fixed)
    var after: SimulationTally?
    if model.risks.contains(where: { $0.mitigation != nil }) {
      for risk in model.risks { fixed += Double(risk.mitigation?.cost ?? 0) }
      after = SimulationTally(self, fixedCost: fixed)
    }

    var stop = SimulationReport.Stop.maximum
    for batch in 0..<batches {
      sampler.draw(batch: batch)
      sampler.apply(draws.before)
      before.pass(sampler)
      if let after {
        sampler.apply(draws.after)
        after.pass(sampler)
      }
      progress(before.samples)
      guard batch > 0 else { continue }
      if options.isConverged(before), after.map({ options.isConverged($0) }) ?? true {
        stop = .converged
        break
      }
      if batch + 1 < batches, shouldStop() {
        stop = .stopped
        break
      }
    }
    return SimulationReport(
      samples: before.samples, stop: stop, before: SimulationOutcome(before, self),
      after: after.map { SimulationOutcome($0, self) })
  }

  /// The mitigations that bring the finish down most for a budget; of equally good sets the cheapest, of these the one
  /// with the lowest indices.
  ///
  /// Up to twelve mitigations every set within the budget is compared on the same samples; above, the best is sought
  /// by adding, dropping and exchanging, and a bound says how much better any set could be.
  ///
  /// - Parameters:
  ///   - budget: minor units.
  ///   - aim: what is to come down.
  ///   - options: seed and number of samples; `maximumSamples` are drawn, or as many as fit into 2²⁶ durations.
  ///   - shouldStop: asked before each set; true ends the search with the best so far.
  /// - Throws: `.invalidOptions`.
  public func mitigations(
    budget: Int, aim: SimulationMitigationChoice.Aim = .mean, options: SimulationOptions = SimulationOptions(),
    shouldStop: () -> Bool = { false }
  ) throws(SimulationError) -> SimulationMitigationChoice {
    var search = try SimulationMitigationSearch(self, budget: budget, aim: aim, options: options)
    return search.choose(shouldStop)
  }
}

extension SimulationOptions {
  /// How many batches the maximum takes.
  func batches() throws(SimulationError) -> Int {
    guard
      (1...1_000_000).contains(maximumSamples), (1...1_000_000).contains(minimumSamples),
      toleranceMinutes ?? 0 >= 0, toleranceCost ?? 0 >= 0
    else { throw .invalidOptions }
    return max(2, (maximumSamples + Self.batch - 1) / Self.batch)
  }

  /// Whether what was drawn meets the tolerances, of which there is at least one.
  func isConverged(_ tally: SimulationTally) -> Bool {
    guard toleranceMinutes != nil || toleranceCost != nil, tally.samples >= minimumSamples else { return false }
    if let toleranceMinutes {
      let finish = SimulationSpread(tally.finishes.map { Double($0) })
      guard finish.meanError <= toleranceMinutes, finish.p80Error <= toleranceMinutes else { return false }
    }
    if let toleranceCost {
      let cost = SimulationSpread(tally.costs)
      guard cost.meanError <= toleranceCost, cost.p80Error <= toleranceCost else { return false }
    }
    return true
  }
}
