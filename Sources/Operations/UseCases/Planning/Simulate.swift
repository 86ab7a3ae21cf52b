import Scheduling
package import Slipway

/// Draws both stages of the programme many times over: dates, costs, what drives them, what mitigations buy.
package struct Simulate: UseCase {
  package static let name = "simulate"
  package static let isStudy = true
  package var samples: Int?
  package var seed: Int?
  /// Minor units to spend on mitigations; the set that buys most days is sought when given.
  package var mitigationBudget: Int?

  package init(samples: Int? = nil, seed: Int? = nil, mitigationBudget: Int? = nil) {
    self.samples = samples
    self.seed = seed
    self.mitigationBudget = mitigationBudget
  }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<SimulationView> {
    guard (1...200_000).contains(samples ?? 1), (seed ?? 0) >= 0, (mitigationBudget ?? 0) >= 0 else {
      throw Problem(
        .malformedRequest, "A simulation takes 1 to 200000 samples, and neither seed nor budget is negative.",
        remedy: "Leave them out, or give numbers within these.")
    }
    let status = try turn.status()
    let plan = PlanStatus.derive(turn.state, status, shouldStop: { Task.isCancelled })
    if let obstacle = plan.obstacle {
      throw Problem(.wrongPhase, "The plan has no dates: \(obstacle)", remedy: "Mend the plan first.")
    }
    let forecast = try forecast(turn.state, status, plan)
    let presenter = SimulationPresenter(forecast: forecast, programme: status.programme)
    let seed = seed ?? 1
    var options = SimulationOptions(seed: UInt64(seed))
    if let samples {
      options.maximumSamples = samples
      options.minimumSamples = samples
    } else {
      // A quarter of a day: finer than anybody reads.
      options.toleranceMinutes = 360
    }
    var view: SimulationView
    do {
      let simulation = try Simulation(forecast.model)
      view = presenter.view(try simulation.run(options, shouldStop: { Task.isCancelled }), seed: seed)
      if let mitigationBudget {
        options.maximumSamples = min(options.maximumSamples, 2_000)
        options.minimumSamples = min(options.minimumSamples, 2_000)
        let choice = try simulation.mitigations(
          budget: mitigationBudget, options: options, shouldStop: { Task.isCancelled })
        view.mitigations = presenter.mitigations(choice, budget: mitigationBudget)
      }
    } catch {
      throw Problem(
        .documentInvalid, "The programme cannot be simulated: \(error).",
        remedy: "Mend estimates, costs and risks in the document.")
    }
    try Task.checkCancellation()
    let found = view
    return Outcome { _ in found }
  }

  private func forecast(_ state: State, _ status: Status, _ plan: PlanStatus) throws -> Forecast {
    do {
      if let forecast = try Forecast(state, status, plan) { return forecast }
    } catch {
      throw Problem(
        .documentInvalid, "The waves cannot be simulated: \(error).",
        remedy: "Look at the soak of their steps, their hypercare and what they wait for.")
    }
    throw Problem(.unknownSubject, "There is nothing to simulate.", remedy: "Write work items into the document first.")
  }
}
