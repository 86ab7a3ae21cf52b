/// What an operator decides. Read once at start; printed with secrets masked.
package struct Settings: Sendable {
  package var dataFolder: String
  package var host: String
  package var port: Int
  /// Where people reach the server, for links; from host and port when nil.
  package var publicAddress: String?
  /// Whether probes and tests may reach this machine and private networks.
  package var allowsLocalTargets: Bool
  /// Forward-auth believes the identity header only from these addresses, and only with the secret.
  package var proxies: [String]
  package var proxySecret: String?
  package var identityHeader: String
  /// What forward-auth answers when it cannot know: letting people through, or not.
  package var failsOpen: Bool
  /// What programmes may run and look at on this machine.
  package var allowed: AllowedFile

  package init(
    dataFolder: String, host: String = "127.0.0.1", port: Int = 8080, publicAddress: String? = nil,
    allowsLocalTargets: Bool = false, proxies: [String] = [], proxySecret: String? = nil,
    identityHeader: String = "X-Remote-User", failsOpen: Bool = false, allowed: AllowedFile = .none
  ) {
    self.dataFolder = dataFolder
    self.host = host
    self.port = port
    self.publicAddress = publicAddress
    self.allowsLocalTargets = allowsLocalTargets
    self.proxies = proxies
    self.proxySecret = proxySecret
    self.identityHeader = identityHeader
    self.failsOpen = failsOpen
    self.allowed = allowed
  }

  /// One line a setting; secrets show only that they are set.
  package var lines: [String] {
    [
      "data \(dataFolder)", "listen \(host):\(port)",
      "reached at \(publicAddress ?? "the same address")",
      "local targets \(allowsLocalTargets ? "allowed" : "refused")", "programmes \(allowed.line)",
      "forward-auth from \(proxies.isEmpty ? "nobody" : proxies.joined(separator: ", ")), secret "
        + "\(proxySecret == nil ? "not set" : "set"), header \(identityHeader), fails "
        + "\(failsOpen ? "open" : "closed")",
    ]
  }
}
