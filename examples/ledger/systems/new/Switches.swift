import Foundation

/// Faults that can be switched on to see what notices them. Kept in `switches.json`, so a restart keeps them.
actor Switches {
  struct State: Codable, Equatable, Sendable {
    /// VAT is truncated instead of rounded.
    var defect = false
    /// `/health` answers 503.
    var outage = false
  }

  /// What can be switched.
  enum Fault: Sendable {
    case defect, outage
  }

  private let file: URL
  private(set) var state: State

  init(in folder: URL) throws {
    file = folder.appendingPathComponent("switches.json")
    guard FileManager.default.fileExists(atPath: file.path) else {
      state = State()
      return
    }
    state = try JSONDecoder().decode(State.self, from: Data(contentsOf: file))
  }

  func set(_ fault: Fault, to isOn: Bool) throws -> State {
    var next = state
    switch fault {
    case .defect: next.defect = isOn
    case .outage: next.outage = isOn
    }
    try JSONEncoder().encode(next).write(to: file, options: .atomic)
    state = next
    return next
  }
}
