import Slipway

/// The whole environment of a command. Nothing of the server's own environment is handed on, so no secret is.
struct CommandEnvironment {
  /// Later ones win: the minimum, the document's, the server's word about the step, the operator's, the secrets.
  static func variables(
    of command: Command, listed: Executable, home: String, step: String?, added: [Command.Variable]
  ) throws -> [String: String] {
    var variables = [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": home,
    ]
    for variable in command.environment {
      guard !CommandVariables.isReserved(variable.name) else { throw CommandRefusal.reservedVariable(variable.name) }
      variables[try checked(variable.name)] = variable.value
    }
    for variable in added + listed.environment + listed.secrets {
      variables[try checked(variable.name)] = variable.value
    }
    if let step { variables["SLIPWAY_STEP"] = step }
    guard !variables.values.contains(where: { $0.utf8.contains(0) }) else { throw CommandRefusal.textWithNull }
    return variables
  }

  private static func checked(_ name: String) throws -> String {
    guard CommandVariables.isName(name) else { throw CommandRefusal.badVariable(name) }
    return name
  }
}
