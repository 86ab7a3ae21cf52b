import Scheduling
import Testing

@Suite struct WaveRelaxationTests {
  static let budget = WaveBudget(schedules: 60, nodes: 100_000, seed: 5)

  private func concessions(_ problem: WaveProblem) -> [WaveConcession] {
    var result: [WaveConcession] = []
    if problem.finishBy != nil { result.append(WaveConcession(.finishBy, steps: 28, cost: 2)) }
    for index in problem.capacities.indices {
      result.append(WaveConcession(.capacity(index), step: 3, steps: 8, cost: 3))
    }
    if problem.rules.firstShare != nil { result.append(WaveConcession(.firstShare, step: 50, steps: 15, cost: 1)) }
    if problem.rules.growth != nil { result.append(WaveConcession(.growth, step: 250, steps: 16, cost: 2)) }
    if problem.rules.soak > 1 { result.append(WaveConcession(.soak, steps: problem.rules.soak - 1, cost: 4)) }
    if problem.rules.siteLimit != nil { result.append(WaveConcession(.siteLimit, steps: 3, cost: 5)) }
    if problem.rules.maximumWaves != nil { result.append(WaveConcession(.maximumWaves, steps: 2, cost: 5)) }
    result += problem.relations.indices.map { WaveConcession(.relation($0), cost: 9) }
    result += problem.apart.indices.map { WaveConcession(.apart($0), cost: 8) }
    result += problem.together.indices.map { WaveConcession(.together($0), cost: 8) }
    result += problem.closures.indices.map { WaveConcession(.closure($0), cost: 10) }
    result += problem.rules.firstCovers.map { WaveConcession(.coverage($0), cost: 6) }
    return result
  }

  /// Applied, there is a plan; without any one member, there is none: both by trying everything.
  @Test(arguments: 1...70)
  func setsAreEnoughAndMinimal(_ seed: Int) throws {
    var problem = try RandomWaves.problem(seed + 9_000, units: 3)
    problem.finishBy = 10 + seed % 5
    problem.rules.soak = max(problem.rules.soak, 3)
    let report = try WavePlanner(problem, budget: Self.budget).relaxations(concessions(problem))
    let isFeasible = WaveRulebook(problem: problem).isFeasible
    switch report.verdict {
    case .feasible: #expect(isFeasible)
    case .infeasible: #expect(!isFeasible)
    case .undecided: Issue.record("few units are decided")
    }
    #expect(report.sets.count <= 3)
    #expect(report.sets.map(\.cost) == report.sets.map(\.cost).sorted())
    for set in report.sets {
      let relaxed = WaveRulebook(problem: problem.relaxed(by: set.relaxations))
      #expect(relaxed.violations(set.plan.openingDays) == [])
      #expect(set.isMinimal)
      for member in set.relaxations {
        let without = problem.relaxed(by: set.relaxations.filter { $0 != member })
        #expect(!WaveRulebook(problem: without).isFeasible, "\(member) is not needed")
      }
    }
    if !isFeasible, report.sets.isEmpty {
      let all = concessions(problem).map { WaveRelaxation($0.kind, amount: $0.step * $0.steps) }
      #expect(!WaveRulebook(problem: problem.relaxed(by: all)).isFeasible)
    }
  }

  /// A single concession takes no more steps than it must.
  @Test(arguments: 1...20)
  func singleConcessionsAreSmallest(_ seed: Int) throws {
    var problem = try RandomWaves.problem(seed + 12_000, units: 3)
    problem.finishBy = 9
    let report = try WavePlanner(problem, budget: Self.budget).relaxations([WaveConcession(.finishBy, steps: 20)])
    guard let relaxation = report.sets.first?.relaxations.first else { return }
    let less = WaveRelaxation(.finishBy, amount: relaxation.amount - 1)
    #expect(!WaveRulebook(problem: problem.relaxed(by: [less])).isFeasible)
  }
}
