/// What a document may set in the environment of a command.
package enum CommandVariables {
  /// 1 to 128 letters, digits and `_`, beginning with no digit.
  package static func isName(_ name: String) -> Bool {
    func letter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
    guard name.utf8.count <= 128, let first = name.utf8.first, letter(first) else { return false }
    return name.utf8.allSatisfy { letter($0) || (48...57).contains($0) }
  }

  /// Whether a document could make a listed executable load or run something that is not listed by setting it.
  package static func isReserved(_ name: String) -> Bool {
    let upper = name.uppercased()
    return names.contains(upper) || beginnings.contains { upper.hasPrefix($0) }
  }

  private static let names: Set<String> = [
    "PATH", "HOME", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "BASHOPTS", "SHELL", "GCONV_PATH", "GLIBC_TUNABLES",
    "LOCPATH", "NLSPATH", "PS4", "PROMPT_COMMAND", "EDITOR", "VISUAL", "PAGER", "BROWSER", "JAVA_TOOL_OPTIONS",
    "_JAVA_OPTIONS", "CLASSPATH", "SSLKEYLOGFILE", "OPENSSL_CONF", "OPENSSL_ENGINES", "TF_CLI_CONFIG_FILE",
    "SQLITE_HISTORY", "MANPAGER", "LESSOPEN", "LESSCLOSE",
  ]
  private static let beginnings = [
    "LD_", "DYLD_", "BASH_FUNC_", "PYTHON", "PERL", "RUBY", "NODE_", "GIT_", "ANSIBLE_", "PG", "SLIPWAY_", "MALLOC_",
  ]
}
