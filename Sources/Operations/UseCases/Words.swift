package import Slipway

/// Small values as words, the same at every door.
package enum Words {
  package static func actor(_ actor: Actor) -> String {
    switch actor {
    case .localOperator: "local operator"
    case .account(let account): account.text
    case .automation: "automation"
    case .runner: "a run"
    }
  }

  package static func phase(_ progress: WaveProgress) -> String {
    switch progress.phase {
    case .planned: "planned"
    case .open: "open"
    case .paused: "paused"
    case .hypercare: "hypercare"
    case .closed: "closed"
    case .rolledBack: "rolled back"
    case .halted: "halted"
    }
  }

  package static func percent(_ share: Int) -> Int { share * 100 / Wave.wholeShare }
}
