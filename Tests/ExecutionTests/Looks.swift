import Execution
import Slipway

extension OutsideRunner {
  func look(_ probe: Probe) async -> Finding { await run(Work(subject: .component("c"), deed: .probe(probe))) }

  func run(_ command: Command, step: String? = nil, adding variables: [Command.Variable] = []) async -> Finding {
    await run(Work(subject: .component("c"), deed: .command(command), step: step, environment: variables))
  }

  func ask(_ query: Query) async -> Finding { await run(Work(subject: .component("c"), deed: .query(query))) }

  func script(_ steps: [TestStep]) async -> Finding { await run(Work(subject: .test("t"), deed: .script(steps))) }

  func test(_ steps: [HTTPStep]) async -> Finding { await script(steps.map { .request($0, captures: []) }) }
}

extension Finding {
  func says(_ passed: Bool, _ detail: String) -> Bool { self.passed == passed && self.detail == detail }
}
