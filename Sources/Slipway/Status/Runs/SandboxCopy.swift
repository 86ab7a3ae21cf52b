/// Deeds as a rehearsal does them: the same, with addresses, paths and texts of the sandbox in place of the real ones.
struct SandboxCopy: Sendable {
  private let replacements: [Runbook.Sandbox.Replacement]

  init(_ sandbox: Runbook.Sandbox?) {
    // The longest first: a path is not taken for the folder that it begins with.
    replacements = (sandbox?.replaces ?? []).sorted { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) }
  }

  /// Every place is replaced at most once: what was put in is not looked at again.
  func text(_ text: String) -> String {
    guard !replacements.isEmpty else { return text }
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      if let found = replacements.first(where: { !$0.text.isEmpty && rest.hasPrefix($0.text) }) {
        result += found.by
        rest = rest.dropFirst(found.text.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  func command(_ command: Command) -> Command {
    var copy = command
    copy.arguments = command.arguments.map(text)
    copy.environment = command.environment.map { Command.Variable(name: $0.name, value: text($0.value)) }
    copy.folder = command.folder.map(text)
    return copy
  }

  func query(_ query: Query) -> Query {
    switch query.database {
    case .sqlite(let path): Query(.sqlite(path: text(path)), text(query.text))
    case .postgres(let connection): Query(.postgres(text(connection)), text(query.text))
    }
  }

  func request(_ step: HTTPStep) -> HTTPStep {
    HTTPStep(
      method: step.method, url: text(step.url),
      headers: step.headers.map { HTTPStep.Header(name: $0.name, value: text($0.value)) },
      body: step.body.map(text), expectations: step.expectations)
  }

  func step(_ step: TestStep) -> TestStep {
    switch step {
    case .request(let request, let captures): .request(self.request(request), captures: captures)
    case .command(let command, let captures): .command(self.command(command), captures: captures)
    case .query(let query, let limits, let captures): .query(self.query(query), limits, captures: captures)
    }
  }

  func probe(_ probe: Probe) -> Probe {
    switch probe {
    case .http(let step): return .http(request(step))
    case .tcp(let host, let port):
      let target = target(host, port)
      return .tcp(host: target.host, port: target.port)
    case .tls(let host, let port, let name, let validFor):
      let target = target(host, port)
      return .tls(host: target.host, port: target.port, name: name.map(text), validFor: validFor)
    case .dns(let name, let addresses): return .dns(name: text(name), addresses: addresses.map(text))
    case .file(var file):
      file.path = text(file.path)
      return .file(file)
    case .directory(var directory):
      directory.path = text(directory.path)
      return .directory(directory)
    case .process(.named(let name)): return .process(.named(text(name)))
    case .process(.pidFile(let path)): return .process(.pidFile(text(path)))
    case .disk(let path, let free): return .disk(path: text(path), free: free)
    case .query(let query, let limits): return .query(self.query(query), limits)
    case .prometheus(let url, let query, let limits): return .prometheus(url: text(url), query: query, limits)
    case .command(let command): return .command(self.command(command))
    }
  }

  func deed(_ deed: Deed) -> Deed {
    switch deed {
    case .probe(let probe): .probe(self.probe(probe))
    case .script(let steps): .script(steps.map(step))
    case .command(let command): .command(self.command(command))
    case .query(let query): .query(self.query(query))
    }
  }

  func errand(_ errand: Errand) -> Errand {
    var copy = errand
    copy.plan = errand.plan.map { plan in
      var plan = plan
      plan.command = command(plan.command)
      return plan
    }
    copy.check = errand.check.map(probe)
    copy.act = errand.act.map(deed)
    copy.verify = errand.verify.map(deed)
    copy.totals = errand.totals.map { total in
      var total = total
      total.old = query(total.old)
      total.new = query(total.new)
      return total
    }
    copy.rejects = errand.rejects.map(query)
    return copy
  }

  /// An address may be replaced as a whole, `127.0.0.1:8101` by `127.0.0.1:8191`.
  private func target(_ host: String, _ port: Int) -> (host: String, port: Int) {
    let written = text("\(host):\(port)")
    guard let colon = written.lastIndex(of: ":"), let number = Int(written[written.index(after: colon)...]),
      (1...65_535).contains(number)
    else { return (host, port) }
    return (String(written[..<colon]), number)
  }
}
