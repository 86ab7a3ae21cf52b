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
      guard !isReserved(variable.name) else { throw CommandRefusal.reservedVariable(variable.name) }
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
    let isName =
      (1...128).contains(name.utf8.count)
      && name.utf8.enumerated().allSatisfy { place, byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): place > 0
        default: false
        }
      }
    guard isName else { throw CommandRefusal.badVariable(name) }
    return name
  }

  /// Variables by which a document could make a listed executable load or run something that is not listed.
  private static func isReserved(_ name: String) -> Bool {
    let upper = name.uppercased()
    return reservedNames.contains(upper) || reservedBeginnings.contains { upper.hasPrefix($0) }
  }

  private static let reservedNames: Set<String> = [
    "PATH", "HOME", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "BASHOPTS", "SHELL", "GCONV_PATH", "GLIBC_TUNABLES",
    "LOCPATH", "NLSPATH", "PS4", "PROMPT_COMMAND", "EDITOR", "VISUAL", "PAGER", "BROWSER", "JAVA_TOOL_OPTIONS",
    "_JAVA_OPTIONS", "CLASSPATH", "SSLKEYLOGFILE", "OPENSSL_CONF", "OPENSSL_ENGINES", "TF_CLI_CONFIG_FILE",
    "SQLITE_HISTORY", "MANPAGER", "LESSOPEN", "LESSCLOSE",
  ]
  private static let reservedBeginnings = [
    "LD_", "DYLD_", "BASH_FUNC_", "PYTHON", "PERL", "RUBY", "NODE_", "GIT_", "ANSIBLE_", "PG", "SLIPWAY_", "MALLOC_",
  ]
}
